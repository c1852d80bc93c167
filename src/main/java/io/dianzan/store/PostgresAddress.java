package io.dianzan.store;

import io.dianzan.config.ServerConfig;
import java.net.URI;

/** Where PostgreSQL is, and as whom to go there: the owner migrates, the server serves. */
public record PostgresAddress(
        String host, int port, String database, ServerConfig.Role owner, ServerConfig.Role server) {
    private static final int DEFAULT_PORT = 5432;

    /** {@code postgresql://host:port/database}; the port may be left out. */
    static PostgresAddress of(ServerConfig.Postgres config) {
        var url = URI.create(config.url());
        return new PostgresAddress(
                url.getHost(),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                url.getPath().substring(1),
                config.owner(),
                config.server());
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
