package dev.tideway.packager.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/** Honest archives of a tree, as different tools write them. */
public enum TestArchives {
    /** With data descriptors, as Java writes it. */
    ZIP {
        @Override
        public byte[] pack(Map<String, byte[]> tree, long seed) {
            return zip(tree, new Random(seed), ZipEntry.DEFLATED);
        }
    },
    STORED_ZIP {
        @Override
        public byte[] pack(Map<String, byte[]> tree, long seed) {
            return zip(tree, new Random(seed), ZipEntry.STORED);
        }
    },
    TAR {
        @Override
        public byte[] pack(Map<String, byte[]> tree, long seed) {
            return tar(tree, new Random(seed), "");
        }
    },
    /** With {@code ./} before every name, as {@code tar -C folder .} writes it. */
    TAR_GZ {
        @Override
        public byte[] pack(Map<String, byte[]> tree, long seed) {
            return through(GZIPOutputStream::new, tar(tree, new Random(seed), "./"));
        }
    },
    TAR_ZST {
        @Override
        public byte[] pack(Map<String, byte[]> tree, long seed) {
            return through(ZstdCompressorOutputStream::new, tar(tree, new Random(seed), ""));
        }
    };

    /** @param seed of times and owners */
    public abstract byte[] pack(Map<String, byte[]> tree, long seed);

    interface Compressor {
        OutputStream around(OutputStream out) throws IOException;
    }

    static byte[] through(Compressor compressor, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressor.around(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> tree, Random random, int method) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : tree.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(method);
                entry.setTime(1_000_000_000_000L + random.nextInt(1 << 30) * 100L);
                entry.setSize(file.getValue().length);
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(Map<String, byte[]> tree, Random random, String before) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(
                    random.nextBoolean() ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
            if (!before.isEmpty()) {
                tar.putArchiveEntry(new TarArchiveEntry(before));
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, byte[]> file : tree.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(before + file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(random.nextInt(1 << 30) * 1000L);
                entry.setIds(random.nextInt(1000), random.nextInt(1000));
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
