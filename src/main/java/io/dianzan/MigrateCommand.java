package io.dianzan;

import io.dianzan.store.Migrations;
import io.dianzan.store.Stores;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the database's schema to this program's version, with the owner's rights. */
@Command(name = "migrate", description = "Bring the database's schema up to date.", mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        try (var stores = Stores.join(config.read().server())) {
            Migrations.migrate(stores.postgres());
        }
        System.out.println("The schema is up to date.");
        return 0;
    }
}
