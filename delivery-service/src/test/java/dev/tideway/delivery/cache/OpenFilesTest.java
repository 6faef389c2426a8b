package dev.tideway.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir
    Path folder;

    private final OpenFiles files = new OpenFiles(2);

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name);
    }

    @Test
    void keepsAFileOpenForTheNextWhoWantsIt() throws IOException {
        var path = file("one");
        var first = files.open(path);
        first.release();

        var second = files.open(path);

        assertThat(second).isSameAs(first);
        assertThat(second.channel().isOpen()).isTrue();
    }

    @Test
    void closesAFileThatGoesWhenNobodyIsSentItAnyMore() throws IOException {
        var path = file("one");
        var open = files.open(path);

        files.forget(path);
        Files.delete(path);
        assertThat(open.channel().isOpen()).isTrue();

        open.release();
        assertThat(open.channel().isOpen()).isFalse();
        assertThatThrownBy(() -> files.open(path)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void keepsNoMoreFilesOpenThanItMay() throws IOException {
        var opened = new ArrayList<OpenFile>();
        for (int i = 0; i < 10; i++) {
            var open = files.open(file("file" + i));
            open.release();
            opened.add(open);
        }

        assertThat(opened).filteredOn(open -> open.channel().isOpen()).hasSizeLessThanOrEqualTo(2);
    }
}
