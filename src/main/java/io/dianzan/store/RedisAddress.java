package io.dianzan.store;

import io.dianzan.config.Secret;
import io.vertx.redis.client.RedisOptions;

/** Where Redis is: {@code redis://host:port} or {@code rediss://…}, with the password apart so that nothing prints it. */
public record RedisAddress(String url, Secret password) {
    RedisOptions options() {
        var options = new RedisOptions().setConnectionString(url);
        return password.value().isEmpty() ? options : options.setPassword(password.value());
    }
}
