package io.dianzan.sandbox.control;

import io.dianzan.http.Encoded;
import io.dianzan.http.Reply;
import io.dianzan.sandbox.wxa.Entry;
import io.vertx.core.buffer.Buffer;
import org.apache.commons.text.StringEscapeUtils;

/** What a person sees where WeChat would leave the browser and open a mini-program. */
final class EntryPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>小程序 · Mini-program</title>
            <style>
            :root { color-scheme: light dark }
            body { margin: 0 auto; max-width: 26rem; padding: 1rem; font: 1.0625rem/1.5 system-ui, sans-serif }
            code { overflow-wrap: anywhere }
            </style>
            </head>
            <body>
            <h1>微信会在这里打开小程序</h1>
            <p>沙箱不是微信，不能运行小程序。要在本机登录投票，请用电脑浏览器打开页面。</p>
            <p lang="en">WeChat would open the mini-program now. This is a sandbox, which runs none: to log in and vote on
            this machine, open the page with a computer's browser.</p>
            <p><code>%s</code><br><code>%s%s</code></p>
            </body>
            </html>
            """;

    private EntryPage() {}

    static Reply of(Entry entry) {
        var page = PAGE.formatted(
                escaped(entry.appid()),
                escaped(entry.path()),
                entry.query().isEmpty() ? "" : "?" + escaped(entry.query()));
        return Reply.pageOnce(Encoded.of(Buffer.buffer(page)));
    }

    private static String escaped(String text) {
        return StringEscapeUtils.escapeHtml4(text);
    }
}
