package dev.tideway.packager.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.packager.archive.TestPackages;
import dev.tideway.packager.archive.TestPackages.Packed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

/** Large archives, in and out, without four gigabytes of them. */
class Zip64Test {
    private static final int MANY = 70_000;
    private static final SourceLimits LIMITS = new SourceLimits(
            1 << 30, 1L << 30, 200_000, 1 << 28, 1000, 1 << 24, 32, 2000, 2000, Duration.ofMinutes(5), 100);

    @Test
    void moreFilesThanSixteenBitsCountAreReadAndWritten() throws IOException, RefusedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < MANY; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
                zip.closeEntry();
            }
        }

        Packed packed = TestPackages.pack(bytes.toByteArray(), null, LIMITS);

        assertThat(packed.bundle().members()).hasSize(MANY);
        assertThat(TestPackages.unzip(packed.zip())).hasSize(MANY).containsKeys("f0", "f" + (MANY - 1));
        try (ZipFile read = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(packed.zip()))
                .get()) {
            assertThat(read.getEntry("f" + (MANY - 1))).isNotNull();
        }
    }

    @Test
    void sizesInTheZip64FieldAreRead() throws IOException, RefusedException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            zip.setUseZip64(Zip64Mode.Always);
            for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
                ZipArchiveEntry entry = new ZipArchiveEntry("index" + method);
                entry.setMethod(method);
                byte[] content = "hello".repeat(100).getBytes(StandardCharsets.UTF_8);
                entry.setSize(content.length);
                entry.setCrc(crc(content));
                zip.putArchiveEntry(entry);
                zip.write(content);
                zip.closeArchiveEntry();
            }
        }
        byte[] archive = Arrays.copyOf(channel.array(), (int) channel.size());

        byte[] plain = TestPackages.pack(archive).zip();

        assertThat(TestPackages.unzip(plain)).containsOnlyKeys("index0", "index8");
        assertThat(plain)
                .as("small files need no Zip64")
                .isEqualTo(TestPackages.pack(TestArchives.TAR.pack(TestPackages.unzip(plain), 1))
                        .zip());
    }

    @Test
    void anEndRecordInZip64IsReadWhereNoneIsNeeded() throws RefusedException {
        byte[] archive = new ZipForge()
                .file("index.html", "hello")
                .lie(zip -> zip.end64 = end -> {})
                .bytes();

        assertThat(TestPackages.unzip(TestPackages.pack(archive).zip()).get("index.html"))
                .asString()
                .isEqualTo("hello");
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
