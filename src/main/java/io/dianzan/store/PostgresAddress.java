package io.dianzan.store;

import io.dianzan.config.ServerConfig;

/** Where PostgreSQL is, and as whom to go there. */
public record PostgresAddress(
        String host, int port, String database, ServerConfig.Role owner, ServerConfig.Role server) {}
