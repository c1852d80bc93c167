package io.dianzan.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pools of Vert.x as gauges, and nothing else of what it can measure: servers and clients without meters cost the hot
 * path one look at a null. Pools for one purpose count together. Safe on every thread.
 */
public final class PoolMeters implements VertxMetrics {
    private final MeterRegistry registry;
    private final Map<String, Usage> purposeToUsage = new ConcurrentHashMap<>();

    public PoolMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Vert.x calls an HTTP client's pool by the address it leads to. A gate has one connection to Redis, and a pool of its
     * own for each try to have it: nothing to measure.
     */
    @Override
    public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
        return switch (type) {
            case "sql" -> pool("postgres", size);
            case "http" -> pool("providers", size);
            case "worker" -> size < 0 ? null : pool(name, size);
            default -> null;
        };
    }

    private Pool pool(String purpose, int size) {
        var usage = purposeToUsage.computeIfAbsent(purpose, this::measured);
        // several pools of one purpose are one to those who watch
        usage.size.addAndGet(size);
        return new Pool(usage, size);
    }

    private Usage measured(String purpose) {
        var usage = new Usage(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        gauge("dianzan.pool.size", "What the pools of a purpose have at most", purpose, usage.size);
        gauge("dianzan.pool.in.use", "What of a pool is in use", purpose, usage.used);
        gauge("dianzan.pool.waiting", "Who waits for a pool", purpose, usage.waiting);
        return usage;
    }

    private void gauge(String name, String description, String purpose, AtomicInteger value) {
        Gauge.builder(name, value::get)
                .description(description)
                .tag("pool", purpose)
                .register(registry);
    }

    private record Usage(AtomicInteger size, AtomicInteger used, AtomicInteger waiting) {}

    /** What Vert.x tells of one pool. */
    private record Pool(Usage usage, int size) implements PoolMetrics<Void, Void> {
        @Override
        public void close() {
            usage.size.addAndGet(-size);
        }

        @Override
        public Void enqueue() {
            usage.waiting.incrementAndGet();
            return null;
        }

        @Override
        public void dequeue(Void queued) {
            usage.waiting.decrementAndGet();
        }

        @Override
        public Void begin() {
            usage.used.incrementAndGet();
            return null;
        }

        @Override
        public void end(Void begun) {
            usage.used.decrementAndGet();
        }
    }
}
