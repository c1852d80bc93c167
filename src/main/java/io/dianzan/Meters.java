package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.DayKeeper;
import io.dianzan.campaign.FileState;
import io.dianzan.campaign.Reloading;
import io.dianzan.http.OpenConnections;
import io.dianzan.login.ProviderHealth;
import io.dianzan.store.Poll;
import io.dianzan.tally.OpenStreams;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is measured in one process, as Prometheus reads it. Labels come from our own short lists: never a work, a voter,
 * an address or a path, whose number nothing bounds.
 */
final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    Meters() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** In Prometheus' text format. */
    String text() {
        return registry.scrape();
    }

    void watch(CampaignClock clock) {
        gauge("dianzan.clock.off", () -> seconds(clock.off()))
                .description("How far the host's clock is ahead of PostgreSQL's")
                .baseUnit("seconds")
                .register(registry);
        gauge("dianzan.clock.trusted", () -> digit(clock.isTrusted()))
                .description("1 while votes are taken by this process's clock")
                .register(registry);
    }

    void watch(OpenConnections connections) {
        gauge("dianzan.connections", connections::all)
                .description("Open connections of phones")
                .register(registry);
    }

    void watch(Reloading files) {
        for (var state : FileState.values()) {
            gauge("dianzan.rules.files", () -> files.count(state))
                    .description("Campaigns' files by how they stand to the rules in force")
                    .tag("state", state.word())
                    .register(registry);
        }
    }

    void watch(OpenStreams streams) {
        gauge("dianzan.streams", streams::all)
                .description("Open streams of counts")
                .register(registry);
    }

    void watch(DayKeeper days) {
        gauge("dianzan.days.unfenced", days::unfenced)
                .description("Days whose time is over and that are not fenced")
                .register(registry);
    }

    /** {@code name}: one word. */
    void watch(String name, Poll poll) {
        gauge("dianzan.poll.age", () -> seconds(poll.age()))
                .description("Since it last succeeded; tally reads and folds the counts")
                .baseUnit("seconds")
                .tag("poll", name)
                .register(registry);
    }

    /** A part that {@code /ready} speaks of. */
    void watch(String part, BooleanSupplier there) {
        gauge("dianzan.part", () -> digit(there.getAsBoolean()))
                .description("1 while a part of the server is there")
                .tag("part", part)
                .register(registry);
    }

    void watch(ProviderHealth provider) {
        gauge("dianzan.provider.open", () -> digit(provider.state() != ProviderHealth.State.CLOSED))
                .description("1 while a provider fails and is left alone")
                .tag("provider", provider.provider())
                .register(registry);
    }

    void watch(VoteLoop loop) {
        gauge("dianzan.queue", loop::waiting)
                .description("Taps that wait for a commit")
                .tag("loop", Integer.toString(loop.number()))
                .register(registry);
        gauge("dianzan.queue.room", loop::room)
                .description("Taps that may wait for a commit; more are told that we are busy")
                .tag("loop", Integer.toString(loop.number()))
                .register(registry);
        gauge("dianzan.gate.away", () -> digit(loop.isWithoutRedis()))
                .description("1 while taps pass without Redis")
                .tag("loop", Integer.toString(loop.number()))
                .register(registry);
    }

    /** Who came by a share link, and was not taken down for lack of room. */
    Counter droppedVisits() {
        return Counter.builder("dianzan.share.visits.dropped")
                .description("Visits by share links that there was no room to take down")
                .register(registry);
    }

    /** How long a turn waits for its event loop. */
    Timer lagOf(VoteLoop loop) {
        return Timer.builder("dianzan.loop.lag")
                .description("How long a turn waits for its event loop")
                .tag("loop", Integer.toString(loop.number()))
                .register(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private static Gauge.Builder<Supplier<Number>> gauge(String name, Supplier<Number> value) {
        return Gauge.builder(name, value);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static int digit(boolean holds) {
        return holds ? 1 : 0;
    }
}
