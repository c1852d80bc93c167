package io.dianzan;

import io.dianzan.config.ConfigException;
import io.dianzan.fault.Refused;
import io.dianzan.store.StartException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: {@code serve} is the server, the other commands are an operator's tools. */
@Command(
        name = "dianzan",
        description = "Dianzan, a server for large public voting campaigns on phones.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            ImportCommand.class,
            CoversCommand.class,
            RecountCommand.class,
            ExportCommand.class,
            ResultCommand.class,
            PurgeCommand.class,
            MigrateCommand.class,
            ActCommand.class,
            WaitingCommand.class,
            OperatorCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "Exit status: 0 done, 1 refused, 2 wrong usage."})
public final class Main {
    private static final int REFUSED = 1;

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, result) -> {
            line.getErr().println(line.getColorScheme().errorText(messageOf(failure)));
            return REFUSED;
        });
    }

    /** One line for what an operator can mend; what nobody foresaw keeps its type, so that it can be searched for. */
    private static String messageOf(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": no right to read it";
        }
        var foreseen = failure instanceof ConfigException
                || failure instanceof StartException
                || failure instanceof Refused
                || failure instanceof ToolRefused;
        var message =
                foreseen ? failure.getMessage() : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return failure instanceof IOException ? failure.getMessage() : message;
    }

    /** The version that the build wrote into the manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"dianzan " + (version == null ? "(not packaged)" : version)};
        }
    }
}
