package dev.tideway.packager.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartPageTest {
    private static final SourceLimits LIMITS =
            new SourceLimits(1 << 20, 1 << 20, 100, 1 << 20, 100, 1 << 20, 8, 100, 100, Duration.ofMinutes(1), 10);

    @Test
    void aTreeWithoutThePageThatTheProjectDemandsIsRefused() throws RefusedException {
        SourceTree tree =
                SourceFolder.tree(List.of(new Empty("www/start.html"), new Empty("index.html")), LIMITS, "www");

        tree.requireStartPage("index.html");

        RefusedException refused = catchThrowableOfType(RefusedException.class, tree.problems()::refuseIfAny);
        assertThat(refused.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("START_PAGE_MISSING");
            assertThat(reason.path()).isEqualTo("index.html");
        });
    }

    @Test
    void thePageIsLookedForBelowTheRoot() throws RefusedException {
        SourceTree tree = SourceFolder.tree(List.of(new Empty("www/index.html")), LIMITS, "www");

        tree.requireStartPage("index.html");

        assertThat(tree.problems().isEmpty()).isTrue();
    }

    @Test
    void aProjectMayDemandNone() throws RefusedException {
        SourceTree tree = SourceFolder.tree(List.of(new Empty("a.js")), LIMITS, null);

        tree.requireStartPage(null);

        assertThat(tree.problems().isEmpty()).isTrue();
    }

    private record Empty(String path) implements SourceFile {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() throws IOException {
            return new ByteArrayInputStream(new byte[0]);
        }
    }
}
