package dev.tideway.packager.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** One file of a ZIP. */
final class ZipMember implements SourceFile {
    private static final int BUFFER = 1 << 16;

    private final FileBytes archive;
    private final String path;
    private final boolean deflated;
    private final int crc;
    private final long size;
    private final long packed;
    private final long data;

    /** @param data where the entry's data starts */
    ZipMember(FileBytes archive, String path, ZipHeader header, long data) {
        this.archive = archive;
        this.path = path;
        this.deflated = header.isDeflated();
        this.crc = header.crc();
        this.size = header.size();
        this.packed = header.packed();
        this.data = data;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() {
        InputStream raw = archive.slice(data, packed);
        return deflated ? new Content(new Unpacked(raw, packed)) : new Content(raw);
    }

    /** Compares what is read with size and checksum of the header; never hands out more than the header says. */
    private final class Content extends InputStream {
        private final InputStream in;
        private final CRC32 actual = new CRC32();
        private long read;

        Content(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, buffer.length);
            int got = in.read(buffer, off, len);
            if (got > 0) {
                read += got;
                actual.update(buffer, off, got);
            }
            if (read > size || got < 0 && read != size) {
                throw new DamagedContentException(
                        ReasonCode.WRONG_SIZE, "The file is not as long as its header says. Pack again.");
            }
            if (got < 0 && (int) actual.getValue() != crc) {
                throw new DamagedContentException(
                        ReasonCode.WRONG_CHECKSUM, "The file's CRC is wrong. Pack and upload it again.");
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Deflated data that ends exactly where the entry ends. */
    private static final class Unpacked extends java.util.zip.InflaterInputStream {
        Unpacked(InputStream raw, long packed) {
            super(raw, new Inflater(true), (int) Math.max(1, Math.min(BUFFER, packed)));
        }

        @Override
        public int read(byte[] buffer, int off, int len) throws IOException {
            try {
                int got = super.read(buffer, off, len);
                if (got < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
                    throw new DamagedContentException(
                            ReasonCode.FOREIGN_BYTES, "After the file's data there are others. Pack again.");
                }
                return got;
            } catch (ZipException | java.io.EOFException e) {
                throw new DamagedContentException(
                        ReasonCode.ARCHIVE_DAMAGED, "The file's data cannot be unpacked. Pack and upload it again.");
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
