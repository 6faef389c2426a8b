package dev.tideway.packager.actions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.protocol.artifact.InstallActions.Move;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of an {@code update.json}, token by token, so that what it takes of memory is bounded by the size of
 * what it is given, and tells every break of the form at once.
 */
final class UpdateJsonReader {
    static final String FILE = "update.json";

    /** Characters of a foreign key that are told. */
    private static final int MAX_KEY = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final ActionKeys keys;
    private final Problems problems;
    private final Map<String, List<String>> paths;
    private final List<Move> moves = new ArrayList<>();

    UpdateJsonReader(ActionKeys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
        this.paths = new HashMap<>();
        List.of(ActionKeys.ADD_OR_UPDATE, keys.doNothing(), keys.deleteFiles(), keys.deleteFolders())
                .forEach(key -> paths.put(key, new ArrayList<>()));
    }

    /** @throws RefusedException if it is no JSON object; what else is wrong is noted, and left out of what is returned */
    UpdateJson read(byte[] json) throws RefusedException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw problems.fatal(ReasonCode.UPDATE_JSON_NOT_JSON, "update.json is no JSON object.");
            }
            readObject(parser);
            if (parser.nextToken() != null) {
                throw problems.fatal(
                        ReasonCode.UPDATE_JSON_NOT_JSON, "update.json has something behind its JSON object.");
            }
        } catch (JsonProcessingException e) {
            throw problems.fatal(
                    ReasonCode.UPDATE_JSON_NOT_JSON,
                    "update.json is no JSON: " + e.getOriginalMessage() + where(e) + ". Write it as UTF-8 JSON.");
        } catch (IOException e) {
            throw problems.fatal(
                    ReasonCode.UPDATE_JSON_NOT_JSON,
                    "update.json is no JSON: " + e.getMessage() + ". Write it as UTF-8 JSON.");
        }
        return new UpdateJson(
                list(ActionKeys.ADD_OR_UPDATE),
                list(keys.doNothing()),
                List.copyOf(moves),
                list(keys.deleteFiles()),
                list(keys.deleteFolders()));
    }

    private List<String> list(String key) {
        return List.copyOf(paths.getOrDefault(key, List.of()));
    }

    private void readObject(JsonParser parser) throws IOException {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            once(seen, key);
            JsonToken value = parser.nextToken();
            List<String> list = paths.get(key);
            boolean known = list != null || key.equals(keys.copyAndMove());
            if (!known) {
                unknown(key);
                parser.skipChildren();
            } else if (value != JsonToken.START_ARRAY) {
                wrongType(key + " is no array");
                parser.skipChildren();
            } else if (list != null) {
                readPaths(parser, key, list);
            } else {
                readMoves(parser);
            }
        }
    }

    private void readPaths(JsonParser parser, String key, List<String> list) throws IOException {
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == JsonToken.VALUE_STRING) {
                list.add(parser.getText());
            } else {
                wrongType("an item of " + key + " is no string");
                parser.skipChildren();
            }
        }
    }

    private void readMoves(JsonParser parser) throws IOException {
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == JsonToken.START_OBJECT) {
                readMove(parser);
            } else {
                wrongType("an item of " + keys.copyAndMove() + " is no object");
                parser.skipChildren();
            }
        }
    }

    private void readMove(JsonParser parser) throws IOException {
        Set<String> seen = new HashSet<>();
        @Nullable String from = null;
        @Nullable String to = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            once(seen, key);
            @Nullable String text = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
            parser.skipChildren();
            if (key.equals(keys.from())) {
                from = text;
            } else if (key.equals(keys.to())) {
                to = text;
            } else {
                unknown(keys.copyAndMove() + "." + key);
            }
        }
        if (from == null || to == null) {
            wrongType("an item of " + keys.copyAndMove() + " has not both " + keys.from() + " and " + keys.to()
                    + " as strings");
        } else {
            moves.add(new Move(from, to));
        }
    }

    private void once(Set<String> seen, String key) {
        if (!seen.add(key)) {
            problems.add(
                    ReasonCode.UPDATE_JSON_DUPLICATE_KEY,
                    FILE,
                    "The key " + shortened(key) + " is there twice in one object. Write each once.");
        }
    }

    private void unknown(String key) {
        problems.add(
                ReasonCode.UPDATE_JSON_UNKNOWN_KEY,
                FILE,
                "The key " + shortened(key) + " has no meaning here. Known are " + ActionKeys.ADD_OR_UPDATE + ", "
                        + keys.doNothing() + ", " + keys.copyAndMove() + " (with " + keys.from() + " and " + keys.to()
                        + "), " + keys.deleteFiles() + " and " + keys.deleteFolders() + ".");
    }

    private void wrongType(String what) {
        problems.add(
                ReasonCode.UPDATE_JSON_WRONG_TYPE,
                FILE,
                "In update.json " + what + ". " + keys.copyAndMove() + " is an array of objects, every other key an"
                        + " array of paths.");
    }

    private static String shortened(String key) {
        return Problems.shortened(key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY) + "…");
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
