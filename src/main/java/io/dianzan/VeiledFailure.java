package io.dianzan;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.dianzan.store.Reason;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** A failure as the log may have it: types and traces, and of its message what {@link Reason} lets through. */
final class VeiledFailure implements IThrowableProxy {
    private static final String WITHHELD = "(withheld)";

    private final IThrowableProxy bare;

    private VeiledFailure(IThrowableProxy bare) {
        this.bare = bare;
    }

    /** The same line with its failure veiled. */
    static ILoggingEvent in(ILoggingEvent line) {
        var bare = line.getThrowableProxy();
        if (bare == null) {
            return line;
        }
        var veiled = new VeiledFailure(bare);
        return (ILoggingEvent) Proxy.newProxyInstance(
                VeiledFailure.class.getClassLoader(),
                new Class<?>[] {ILoggingEvent.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getThrowableProxy") ? veiled : method.invoke(line, arguments));
    }

    @Override
    public String getMessage() {
        var told = bare instanceof ThrowableProxy known ? Reason.detailOf(known.getThrowable()) : null;
        return told == null ? WITHHELD : told;
    }

    @Override
    public String getClassName() {
        return bare.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return bare.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return bare.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
        return bare.getCause() == null ? null : new VeiledFailure(bare.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return Arrays.stream(bare.getSuppressed()).map(VeiledFailure::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return bare.isCyclic();
    }
}
