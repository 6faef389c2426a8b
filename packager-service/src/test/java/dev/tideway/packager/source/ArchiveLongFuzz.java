package dev.tideway.packager.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same as {@link ArchiveFuzz}, for as long as it takes to find something: {@code -Pfuzz}. */
class ArchiveLongFuzz {
    @MethodSource("dev.tideway.packager.source.ArchiveFuzz#seeds")
    @FuzzTest(maxDuration = "15m")
    void isRefusedWithAReasonOrPackedTheSameTwice(byte[] archive) {
        new ArchiveFuzz().isRefusedWithAReasonOrPackedTheSameTwice(archive);
    }
}
