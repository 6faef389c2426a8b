package dev.tideway.packager.actions;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same as {@link UpdateJsonFuzz}, for as long as it takes to find something: {@code -Pfuzz}. */
class UpdateJsonLongFuzz {
    @MethodSource("dev.tideway.packager.actions.UpdateJsonFuzz#seeds")
    @FuzzTest(maxDuration = "15m")
    void isRefusedWithReasonsOrLeadsToTheBuild(byte[] json) {
        new UpdateJsonFuzz().isRefusedWithReasonsOrLeadsToTheBuild(json);
    }
}
