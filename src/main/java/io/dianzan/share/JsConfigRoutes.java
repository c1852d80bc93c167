package io.dianzan.share;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.login.wechat.JsConfig;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** What a page in WeChat's browser needs for a share card of its own. */
public final class JsConfigRoutes {
    private final JsConfig config;

    /** {@code config} is null where there is no official account. */
    public JsConfigRoutes(JsConfig config) {
        this.config = config;
    }

    /** {@code GET /v1/wechat/js-config?url=}: the address of the page that asks, percent-encoded. */
    public Future<Reply> config(RoutingContext ctx) {
        if (config == null) {
            throw Refusal.PROVIDER_UNKNOWN.refused();
        }
        var url = Query.text(ctx, "url", JsConfig.LONGEST_URL);
        if (url == null) {
            throw Refused.malformed("url", "the address of the page that asks");
        }
        return config.sign(url).map(Reply::json);
    }
}
