package dev.tideway.packager.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file that is read at any place by any thread, so that one open file serves all that lies in it. */
public final class FileBytes implements Closeable {
    private final FileChannel channel;
    private final long size;

    public FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    /** Bytes, as the file was opened. */
    public long size() {
        return size;
    }

    /** Exactly so many bytes from there, little-endian. */
    ByteBuffer at(long offset, int length) throws IOException {
        if (offset < 0 || offset > size - length) {
            throw new DamagedContentException(
                    ReasonCode.ARCHIVE_DAMAGED, "The archive ends in the middle. Upload it again, whole.");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        read(offset, bytes);
        return bytes.flip();
    }

    /** As many bytes from there on as there is room for, or as the file has. */
    public void read(long offset, ByteBuffer into) throws IOException {
        long from = offset - into.position();
        while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
            // A file may hand over less than was asked for.
        }
    }

    /** The bytes from there on, at most up to where the file ends by the time they are read. */
    public InputStream slice(long offset, long length) {
        return new Slice(offset, offset + length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Slice extends InputStream {
        private long position;
        private final long end;

        Slice(long start, long end) {
            this.position = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, buffer.length);
            int wanted = (int) Math.min(len, end - position);
            if (wanted <= 0) {
                return len == 0 ? 0 : -1;
            }
            int got = channel.read(ByteBuffer.wrap(buffer, off, wanted), position);
            position += Math.max(0, got);
            return got;
        }
    }
}
