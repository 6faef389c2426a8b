package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.packager.build.WorkFolder.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    Path parent;

    @Test
    void whatACrashLeftBehindGoesWhenTheNextProcessStarts() throws IOException {
        Path abandoned = Files.createDirectories(parent.resolve("process-1/build-2"));
        Files.writeString(abandoned.resolve("source"), "left");
        Files.createFile(parent.resolve("process-1/lock"));

        WorkFolder folder = new WorkFolder(config());

        assertThat(parent.resolve("process-1")).doesNotExist();
        folder.remove();
    }

    @Test
    void whatOthersKeepBesideItStays() throws IOException {
        Path foreign = Files.createDirectories(parent.resolve("photos"));
        Files.createFile(foreign.resolve("lock"));
        Path withoutLock = Files.createDirectories(parent.resolve("process-notes"));

        WorkFolder folder = new WorkFolder(config());

        assertThat(foreign.resolve("lock")).exists();
        assertThat(withoutLock).isEmptyDirectory();
        folder.remove();
    }

    @Test
    void aProcessThatLivesKeepsItsFiles() throws IOException {
        WorkFolder first = new WorkFolder(config());
        Place place = first.open();
        Files.writeString(place.file("source"), "in use");

        WorkFolder second = new WorkFolder(config());

        assertThat(place.file("source")).exists();
        second.remove();
        first.remove();
    }

    @Test
    void theFilesOfABuildGoWithIt() throws IOException {
        WorkFolder folder = new WorkFolder(config());
        Place place = folder.open();
        Files.writeString(place.file("source"), "done");
        place.close();

        assertThat(place.folder()).doesNotExist();
        folder.remove();
        assertThat(parent).isDirectoryNotContaining("glob:**process-*");
    }

    private PackagerConfig config() {
        return PackagerConfigTest.config(Map.of("tideway.packager.work-folder", parent.toString()));
    }
}
