package dev.tideway.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A part of a file, read as it is sent, so that no part is in memory as a whole.
 *
 * @param from bytes before it
 * @param length of it in bytes
 */
record FilePart(FileChannel file, long from, long length) implements Iterable<byte[]> {
    private static final int CHUNK = 1 << 16;

    BodyPublisher body() {
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(this), length);
    }

    @Override
    public Iterator<byte[]> iterator() {
        return new Chunks(file, from, from + length);
    }

    private static final class Chunks implements Iterator<byte[]> {
        private final FileChannel file;
        private final long end;
        private long at;

        Chunks(FileChannel file, long from, long end) {
            this.file = file;
            this.at = from;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return at < end;
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
            try {
                while (chunk.hasRemaining()) {
                    int read = file.read(chunk, at + chunk.position());
                    if (read < 0) {
                        throw new IOException("the archive became shorter while it was sent");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            at += chunk.capacity();
            return chunk.array();
        }
    }
}
