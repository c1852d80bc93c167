package io.dianzan.store;

import io.dianzan.config.Secret;

/** Where Redis is: {@code redis://host:port} or {@code rediss://…}, with the password apart so that nothing prints it. */
public record RedisAddress(String url, Secret password) {}
