package io.dianzan.kit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything our own packages and Vert.x log while it is open, down to the finest level. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final String[] NAMES = {"io.dianzan", "io.vertx"};

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    public static LogCapture open() {
        var capture = new LogCapture();
        capture.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        capture.start();
        for (var name : NAMES) {
            logger(name).addAppender(capture);
            logger(name).setLevel(Level.TRACE);
        }
        return capture;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        for (var name : NAMES) {
            logger(name).detachAppender(this);
            logger(name).setLevel(null);
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
