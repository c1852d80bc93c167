package io.dianzan;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.KeyValuePair;

/**
 * Where all lines of the log pass on their way out, those of libraries too: a few lines a second of each kind, and no
 * message of a foreign exception. Made by logback, as {@code logback.xml} says.
 */
public final class LogWriter extends ConsoleAppender<ILoggingEvent> {
    private final LineSampler sampler = new LineSampler();
    private ScheduledFuture<?> seconds;

    @Override
    public void start() {
        super.start();
        seconds = getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(this::tellLeftOut, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (seconds != null) {
            seconds.cancel(false);
        }
        tellLeftOut();
        super.stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (sampler.admits(event.getLoggerName(), event.getLevel())) {
            super.append(VeiledFailure.in(event));
        }
    }

    private void tellLeftOut() {
        sampler.nextSecond().forEach((kind, lines) -> {
            Logger logger = ((LoggerContext) getContext()).getLogger(kind.logger());
            var line = new LoggingEvent(
                    LogWriter.class.getName(), logger, kind.level(), "more lines were left out", null, null);
            line.addKeyValuePair(new KeyValuePair("suppressed", lines));
            super.append(line);
        });
    }
}
