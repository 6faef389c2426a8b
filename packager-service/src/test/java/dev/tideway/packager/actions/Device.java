package dev.tideway.packager.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An installed app that carries out an {@code update.json} to the letter, in place and in the documented order, and
 * stumbles over whatever a file system would stumble over.
 */
final class Device {
    private final TreeMap<String, String> files = new TreeMap<>();
    private final TreeSet<String> folders = new TreeSet<>();

    /** @param tree paths without a slash before them */
    Device(Map<String, String> tree) {
        tree.forEach((path, content) -> write("/" + path, content));
    }

    /** @param update the package that the instructions lead to */
    void carryOut(byte[] updateJson, Map<String, String> update) throws IOException {
        JsonNode json = new ObjectMapper().readTree(updateJson);
        json.path("DoNothing").forEach(path -> assertThat(files)
                .containsEntry(path.asText(), update.get(path.asText().substring(1))));
        for (JsonNode move : json.path("CopyAndMove")) {
            String content = files.remove(move.get("from").asText());
            assertThat(content).as("moved %s", move).isNotNull();
            write(move.get("to").asText(), content);
        }
        json.path("DeleteFiles")
                .forEach(path ->
                        assertThat(files.remove(path.asText())).as("%s", path).isNotNull());
        json.path("DeleteFolders").forEach(path -> deleteFolder(path.asText()));
        json.path("AddOrUpdate")
                .forEach(path -> write(path.asText(), update.get(path.asText().substring(1))));
    }

    void hasExactly(Map<String, String> tree) {
        Device expected = new Device(tree);
        assertThat(files).isEqualTo(expected.files);
        assertThat(folders).as("no empty folder stays").isEqualTo(expected.folders);
    }

    private void write(String path, String content) {
        assertThat(content).as("content of %s", path).isNotNull();
        assertThat(folders).as("a file cannot replace a folder").doesNotContain(path + "/");
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            assertThat(files).as("a folder cannot replace a file").doesNotContainKey(path.substring(0, slash));
            folders.add(path.substring(0, slash + 1));
        }
        files.put(path, content);
    }

    private void deleteFolder(String path) {
        assertThat(folders).contains(path);
        files.keySet().removeIf(file -> file.startsWith(path));
        folders.removeIf(folder -> folder.startsWith(path));
    }
}
