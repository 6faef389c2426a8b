package dev.tideway.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest {
    private static final Map<String, String> TREE = Map.of(
            "index.html", "<p>hello</p>",
            "js/app.js", "go()",
            "js-old/app.js", "stop()",
            "img/größe.svg", "<svg/>",
            "Z.txt", "z",
            ".well-known/a", "");

    @TempDir
    Path folder;

    private Path tree(String name, List<String> order, long seconds) throws IOException {
        Path tree = folder.resolve(name);
        for (String path : order) {
            Path file = tree.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, TREE.get(path));
            Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1000));
        }
        return tree;
    }

    private Path packed(Path tree) throws IOException {
        Path zip = folder.resolve(tree.getFileName() + ".zip");
        FolderArchive.pack(tree, zip);
        return zip;
    }

    @Test
    void holdsEveryFileSortedByItsPath() throws Exception {
        Path tree = tree("tree", new ArrayList<>(TREE.keySet()), 1_700_000_000);
        Files.createDirectories(tree.resolve("empty"));

        try (ZipFile zip = new ZipFile(packed(tree).toFile(), StandardCharsets.UTF_8)) {
            assertThat(zip.stream().map(Object::toString))
                    .containsExactly(
                            ".well-known/a", "Z.txt", "img/größe.svg", "index.html", "js-old/app.js", "js/app.js");
            assertThat(zip.getInputStream(zip.getEntry("js/app.js"))).hasContent("go()");
        }
    }

    @Test
    void theSameTreeGivesTheSameBytes() throws Exception {
        List<String> order = new ArrayList<>(TREE.keySet());
        Path first = packed(tree("first", order, 1_000_000_000));
        Collections.reverse(order);
        Path second = packed(tree("second", order, 1_700_000_000));

        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void refusesASymbolicLinkAndNamesIt() throws Exception {
        Path tree = tree("tree", List.of("index.html"), 0);
        Files.createSymbolicLink(tree.resolve("start.html"), Path.of("index.html"));

        assertThatThrownBy(() -> packed(tree))
                .isInstanceOf(WrongUse.class)
                .hasMessageContaining("start.html")
                .hasMessageContaining("symbolic link");
    }

    @Test
    void followsALinkThatIsTheFolderItself() throws Exception {
        Path tree = tree("tree", List.of("index.html"), 0);
        Path link = Files.createSymbolicLink(folder.resolve("www"), tree);

        assertThat(packed(link)).hasSameBinaryContentAs(packed(tree));
    }

    @Test
    void refusesAFolderWithoutFiles() throws Exception {
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("deeper"));

        assertThatThrownBy(() -> packed(tree)).isInstanceOf(WrongUse.class).hasMessageContaining("holds no file");
    }
}
