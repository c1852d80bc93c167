package io.dianzan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** So many connections that each send their next request when the last was answered; one thread, bounded in time. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long SILENCE_MILLIS = 10_000;

    private final Selector selector;
    private Requests requests;
    private int wanted;
    private int sent;
    private int answered;
    private int recorded;
    private long bytes;
    private String wrong;

    Load(int port, int connections) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Caller(channel));
        }
    }

    /** What came back; {@code wrong} is the first answer that was not 200, or null. */
    record Outcome(int answered, int recorded, long bytes, long nanos, String wrong) {}

    /** Sends requests 0 to {@code count} - 1 and waits for their answers. */
    Outcome run(Requests ofRun, int count) throws IOException {
        requests = ofRun;
        wanted = count;
        sent = answered = recorded = 0;
        bytes = 0;
        var start = System.nanoTime();
        for (var key : selector.keys()) {
            sendNext((Caller) key.attachment());
        }
        while (answered < wanted) {
            awaitAnswers();
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("not done after " + PATIENCE.toSeconds() + " s; have " + progress());
            }
        }
        return new Outcome(answered, recorded, bytes, System.nanoTime() - start, wrong);
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private void awaitAnswers() throws IOException {
        try {
            if (selector.select(this::receive, SILENCE_MILLIS) == 0) {
                throw new IOException("no answer for " + SILENCE_MILLIS + " ms; have " + progress());
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String progress() {
        return "%,d of %,d".formatted(answered, wanted);
    }

    private void receive(SelectionKey key) {
        try {
            var caller = (Caller) key.attachment();
            var answer = caller.receive();
            if (answer != null) {
                note(answer);
                sendNext(caller);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(Answer answer) {
        answered++;
        bytes += answer.end();
        if (answer.recorded()) {
            recorded++;
        }
        if (!answer.ok() && wrong == null) {
            wrong = answer.text();
        }
    }

    private void sendNext(Caller caller) throws IOException {
        if (sent < wanted) {
            caller.send(requests, sent++);
        }
    }
}
