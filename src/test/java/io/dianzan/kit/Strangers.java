package io.dianzan.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Raw connections to a server, by the hundred, that say what no phone would say. */
public final class Strangers implements AutoCloseable {
    private final List<Stranger> all = new ArrayList<>();

    /** {@code from}: which address of loopback they come from, such as 127.0.0.9. */
    public static Strangers connect(int port, String from, int count) {
        var strangers = new Strangers();
        try {
            for (int i = 0; i < count; i++) {
                strangers.all.add(new Stranger(port, from));
            }
        } catch (IOException e) {
            strangers.close();
            throw new UncheckedIOException(e);
        }
        return strangers;
    }

    /** Each says so, as far as the server still takes it. */
    public Strangers say(String text) {
        all.forEach(stranger -> stranger.say(text));
        return this;
    }

    /** How many of them the server has not closed. */
    public int open() {
        return (int) all.stream().filter(Stranger::isOpen).count();
    }

    /** What each has heard up to now. */
    public List<String> heard() {
        return all.stream().map(Stranger::heard).toList();
    }

    public boolean allHeard(String text) {
        return heard().stream().allMatch(heard -> heard.contains(text));
    }

    @Override
    public void close() {
        all.forEach(Stranger::close);
    }

    private static final class Stranger {
        private final SocketChannel channel = SocketChannel.open();
        private final ByteBuffer buffer = ByteBuffer.allocate(4_096);
        private final StringBuilder heard = new StringBuilder();
        private boolean over;

        Stranger(int port, String from) throws IOException {
            channel.bind(new InetSocketAddress(from, 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.configureBlocking(false);
        }

        void say(String text) {
            try {
                if (!over) {
                    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
                }
            } catch (IOException reset) {
                over = true;
            }
        }

        boolean isOpen() {
            listen();
            return !over;
        }

        String heard() {
            listen();
            return heard.toString();
        }

        private void listen() {
            try {
                while (!over) {
                    var read = channel.read(buffer.clear());
                    if (read == 0) {
                        return;
                    }
                    over = read < 0;
                    heard.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
                }
            } catch (IOException reset) {
                over = true;
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
