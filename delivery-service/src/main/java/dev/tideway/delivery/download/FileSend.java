package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.OpenFile;
import dev.tideway.delivery.range.ByteRange;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Hands a piece of an open file to a plain HTTP/1 connection, for the kernel to send. Vert.x's own {@code sendFile} looks
 * for the file, opens and closes it for each answer, and sends a megabyte at a time.
 */
final class FileSend implements ChannelFutureListener {
    private final HttpServerResponse response;
    private final Promise<Void> sent = Promise.promise();

    private FileSend(HttpServerResponse response) {
        this.response = response;
    }

    /** Whether the bytes need not be encrypted or framed on their way. */
    static boolean isPossible(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && !request.isSSL()
                && request.connection() instanceof ConnectionBase;
    }

    /** The answer's head must be ready, with its {@code Content-Length}. Takes over the hold on the file. */
    static Future<Void> send(HttpServerRequest request, OpenFile file, ByteRange range) {
        var send = new FileSend(request.response());
        var connection = (ConnectionBase) request.connection();
        request.response().writeHead();
        var written = connection.channelHandlerContext().newPromise();
        written.addListener(send);
        connection.writeToChannel(new OpenFileRegion(file, range), written);
        return send.sent.future();
    }

    @Override
    public void operationComplete(ChannelFuture written) {
        if (written.isSuccess()) {
            response.end().onComplete(sent);
        } else {
            sent.fail(written.cause());
        }
    }
}
