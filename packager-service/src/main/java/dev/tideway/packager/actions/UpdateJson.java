package dev.tideway.packager.actions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.InstallActions.Move;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/** An {@code update.json} as it was read, before anybody looked whether it makes sense; and how one is written. */
record UpdateJson(
        List<String> addOrUpdate,
        List<String> doNothing,
        List<Move> copyAndMove,
        List<String> deleteFiles,
        List<String> deleteFolders) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The same in the order in which we publish: no order means anything else, since no step touches another's files. */
    InstallActions sorted() {
        return new InstallActions(
                sorted(addOrUpdate),
                sorted(doNothing),
                copyAndMove.stream()
                        .sorted(Comparator.comparing(Move::to, SourceTree.PATH_ORDER))
                        .toList(),
                sorted(deleteFiles),
                sorted(deleteFolders));
    }

    /** UTF-8 without whitespace; an action without files is left out. */
    static byte[] write(InstallActions actions, ActionKeys keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            writePaths(json, ActionKeys.ADD_OR_UPDATE, actions.addOrUpdate());
            writePaths(json, keys.doNothing(), actions.doNothing());
            writeMoves(json, keys, actions.copyAndMove());
            writePaths(json, keys.deleteFiles(), actions.deleteFiles());
            writePaths(json, keys.deleteFolders(), actions.deleteFolders());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a path cannot be written as UTF-8", e);
        }
        return bytes.toByteArray();
    }

    private static void writePaths(JsonGenerator json, String key, List<String> paths) throws IOException {
        if (!paths.isEmpty()) {
            json.writeArrayFieldStart(key);
            for (String path : paths) {
                json.writeString(path);
            }
            json.writeEndArray();
        }
    }

    private static void writeMoves(JsonGenerator json, ActionKeys keys, List<Move> moves) throws IOException {
        if (!moves.isEmpty()) {
            json.writeArrayFieldStart(keys.copyAndMove());
            for (Move move : moves) {
                json.writeStartObject();
                json.writeStringField(keys.from(), move.from());
                json.writeStringField(keys.to(), move.to());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static List<String> sorted(List<String> paths) {
        return paths.stream().sorted(SourceTree.PATH_ORDER).toList();
    }
}
