package dev.tideway.packager.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.event.BuildFinished;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnActionsTest {
    private static final BuildFinished BUILD = GoldenMessages.read("build-finished", BuildFinished.class);

    @TempDir
    Path folder;

    private final OwnActions actions =
            new OwnActions(null, ActionsConfigTest.config(Map.of("tideway.packager.actions.update-json", "100")));

    @Test
    void theTreeIsPackedWithoutThem() throws Exception {
        SourceTree tree = new SourceTree(List.of(file("update.json", 2), file("index.html", 2)), new Problems(10));

        SourceTree app = actions.takeOut(BUILD, tree, folder.resolve("taken"));

        assertThat(app.files()).extracting(SourceFile::path).containsExactly("index.html");
        assertThat(Files.size(folder.resolve("taken"))).isEqualTo(2);
    }

    @Test
    void onlyThoseAtTheTopAreMeant() throws Exception {
        SourceTree tree = new SourceTree(List.of(file("js/update.json", 2), file("index.html", 2)), new Problems(10));

        assertThat(actions.takeOut(BUILD, tree, folder.resolve("taken"))).isEqualTo(tree);
    }

    @Test
    void tooManyBytesAreRefusedUnread() throws Exception {
        SourceTree tree = new SourceTree(List.of(damaged(101), file("index.html", 2)), new Problems(10));

        actions.takeOut(BUILD, tree, folder.resolve("taken"));

        assertThat(folder.resolve("taken")).doesNotExist();
        assertThatThrownBy(tree.problems()::refuseIfAny)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.reasons()).extracting(Reason::code).containsExactly("UPDATE_JSON_TOO_LARGE"));
    }

    @Test
    void whatIsDamagedIsTheBuildsFault() throws Exception {
        SourceTree tree = new SourceTree(List.of(damaged(10), file("index.html", 2)), new Problems(10));

        actions.takeOut(BUILD, tree, folder.resolve("taken"));

        assertThat(folder.resolve("taken")).doesNotExist();
        assertThatThrownBy(tree.problems()::refuseIfAny)
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.reasons())
                        .extracting(Reason::code, Reason::path)
                        .containsExactly(tuple("WRONG_CHECKSUM", "update.json")));
    }

    private static SourceFile file(String path, int size) {
        return new TestFile(path, size, () -> new ByteArrayInputStream(new byte[size]));
    }

    private static SourceFile damaged(int size) {
        return new TestFile("update.json", size, () -> {
            throw new DamagedContentException(ReasonCode.WRONG_CHECKSUM, "The bytes are others. Pack them again.");
        });
    }

    private interface Content {
        InputStream open() throws IOException;
    }

    private record TestFile(String path, long size, Content content) implements SourceFile {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }
    }
}
