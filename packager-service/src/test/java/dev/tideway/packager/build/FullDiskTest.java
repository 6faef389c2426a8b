package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    @Test
    void isKnownByWhatTheSystemSays() {
        assertThat(FullDisk.isBehind(new IOException("No space left on device")))
                .isTrue();
        assertThat(FullDisk.isBehind(new FileSystemException("/tmp/a", null, "Disk quota exceeded")))
                .isTrue();
        assertThat(FullDisk.isBehind(new UncheckedIOException(new IOException("No space left on device"))))
                .isTrue();
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(FullDisk.isBehind(new IOException("Permission denied"))).isFalse();
        assertThat(FullDisk.isBehind(new IOException())).isFalse();
        assertThat(FullDisk.isBehind(new IllegalStateException("No space left on device")))
                .isFalse();
    }
}
