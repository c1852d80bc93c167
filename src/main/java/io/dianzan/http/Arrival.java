package io.dianzan.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.IntSupplier;

/**
 * Since when a connection has been sending a request that is not yet whole. It looks at what goes into the decoder and
 * what comes out of it, for Vert.x shows nothing of a request whose headers are not complete. On the connection's loop.
 */
final class Arrival {
    private static final int NOTHING = -1;

    private final IntSupplier now;
    private int since;

    /** {@code now} counts upwards; a connection is opened in order to ask, so its first request is due from now. */
    Arrival(IntSupplier now) {
        this.now = now;
        this.since = now.getAsInt();
    }

    void watch(ChannelPipeline pipeline) {
        var decoder = pipeline.context(HttpRequestDecoder.class);
        if (decoder == null) {
            // HTTP/2, whose requests arrive side by side: the proxy in front keeps their deadlines
            since = NOTHING;
            return;
        }
        pipeline.addFirst(new Bytes());
        pipeline.addAfter(decoder.name(), null, new Messages());
    }

    /** Whether its beginning lies more than so many counts back. */
    boolean isOlderThan(int counts) {
        return since != NOTHING && now.getAsInt() - since > counts;
    }

    private void begun() {
        if (since == NOTHING) {
            since = now.getAsInt();
        }
    }

    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            begun();
            ctx.fireChannelRead(bytes);
        }
    }

    private final class Messages extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof LastHttpContent) {
                since = NOTHING;
            } else {
                // the next request may begin in the same bytes in which the last one ended
                begun();
            }
            ctx.fireChannelRead(message);
        }
    }
}
