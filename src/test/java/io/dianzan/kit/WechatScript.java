package io.dianzan.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A host with a stand-in for the script that WeChat gives to pages: it keeps what it is told in {@code window.told}, and
 * draws the button that opens a mini-program. It can fail, and it can keep everybody waiting.
 */
public final class WechatScript implements AutoCloseable {
    private static final String SCRIPT = """
            (() => {
              const told = window.told = {ready: 0};
              const ready = [];
              window.wx = {
                config(config) { told.config = config; queueMicrotask(() => { told.ready++; ready.forEach((act) => act()); }); },
                ready(act) { told.ready ? act() : ready.push(act); },
                error() {},
                updateAppMessageShareData(card) { told.card = card; },
                updateTimelineShareData(card) { told.timeline = card; },
                miniProgram: {navigateTo(to) { told.navigated = to; }},
              };
              customElements.define('wx-open-launch-weapp', class extends HTMLElement {
                connectedCallback() {
                  const draw = () => {
                    if (!told.ready) { setTimeout(draw, 10); return; }
                    const template = this.querySelector('script[type="text/wxtag-template"]').textContent;
                    this.attachShadow({mode: 'open'}).innerHTML = template;
                    this.dispatchEvent(new CustomEvent('ready'));
                  };
                  setTimeout(draw);
                }
              });
            })();
            """;

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public WechatScript() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jweixin-1.6.0.js";
    }

    /** How often it was asked for. */
    public int asked() {
        return asked.get();
    }

    public void comes() {
        status = 200;
        gate.countDown();
    }

    public void fails() {
        status = 500;
    }

    /** Nobody gets an answer until it {@link #comes}. */
    public void hangs() {
        gate = new CountDownLatch(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var bytes = SCRIPT.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/javascript");
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
    }
}
