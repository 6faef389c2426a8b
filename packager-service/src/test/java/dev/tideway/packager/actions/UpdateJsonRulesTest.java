package dev.tideway.packager.actions;

import static dev.tideway.packager.actions.Trees.app;
import static dev.tideway.packager.actions.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateJsonRulesTest {
    private static final AppFiles OFFERED = app(tree(
            "index.html",
            "1",
            "js/app.js",
            "a",
            "js/old.js",
            "o",
            "img/logo.png",
            "l",
            "conf/settings.json",
            "s",
            "conf/kept.json",
            "s",
            "tmp/x",
            "x"));
    private static final AppFiles BUILD =
            app(tree("index.html", "2", "js/app.js", "b", "img/logo.png", "l", "config/settings.json", "s"));
    private static final String GOOD =
            new String(GoldenMessages.bytes("install-actions"), StandardCharsets.UTF_8).replaceAll("\\s", "");

    @Test
    void instructionsThatHoldAreTaken() {
        assertThat(told(GOOD, OFFERED)).isEmpty();
    }

    /** Each is the good example with one thing replaced. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "/index.html","/js/app.js" |                          | ADDS_NOTHING update.json, FILE_NOT_LISTED /index.html, FILE_NOT_LISTED /js/app.js
            "/index.html",          |                             | FILE_NOT_LISTED /index.html
            ["/img/logo.png"]       | ["/img/logo.png","/index.html"] | LISTED_TWICE /index.html, KEEPS_CHANGED /index.html
            "/index.html",          | "/index.html","/index.html",| LISTED_TWICE /index.html
            "/index.html",          | "/index.html","/new.html",  | UNKNOWN_FILE /new.html
            "/index.html",          | "index.html",               | NO_LEADING_SLASH index.html, FILE_NOT_LISTED /index.html
            "/index.html",          | "/index.html/",             | FOLDER_AMONG_FILES /index.html/, FILE_NOT_LISTED /index.html
            "/index.html",          | "/index.html","/../x",      | BAD_PATH /../x
            "/index.html",          | "/index.html","/a//b",      | BAD_PATH /a//b
            "/index.html",          | "/index.html","/a\\u0000b", | BAD_PATH /a\u0000b
            "/index.html",          | "/index.html","/a\\\\b",    | BAD_PATH /a\\b
            "/index.html",          | "/index.html","",           | NO_LEADING_SLASH ` `
            ["/img/logo.png"]       | ["/img/logo.png","/config/settings.json"] | LISTED_TWICE /config/settings.json, KEEPS_MISSING /config/settings.json
            "/conf/settings.json"   | "/conf/nothing.json"        | MOVE_SOURCE_MISSING /conf/nothing.json
            "/conf/settings.json"   | "/img/logo.png"             | MOVE_SOURCE_STAYS /img/logo.png, MOVE_CHANGES /config/settings.json
            "/conf/settings.json"   | "/tmp/x"                    | MOVE_CHANGES /config/settings.json
            "/conf/settings.json"   | "conf/settings.json"        | NO_LEADING_SLASH conf/settings.json
            ["/js/old.js"]          | ["/js/old.js","/js/old.js"] | LISTED_TWICE /js/old.js
            ["/js/old.js"]          | ["/js/older.js"]            | DELETES_MISSING /js/older.js
            ["/js/old.js"]          | ["/js/app.js"]              | DELETES_WRITTEN /js/app.js
            ["/js/old.js"]          | ["/tmp/"]                   | FOLDER_AMONG_FILES /tmp/
            ["/js/old.js"]          | ["/tmp"]                    | FOLDER_AMONG_FILES /tmp
            ["/tmp/"]               | ["/tmp/","/tmp/"]           | LISTED_TWICE /tmp/
            ["/tmp/"]               | ["/temp/"]                  | DELETES_MISSING /temp/
            ["/tmp/"]               | ["/tmp"]                    | NO_TRAILING_SLASH /tmp
            ["/tmp/"]               | ["tmp/"]                    | NO_LEADING_SLASH tmp/
            ["/tmp/"]               | ["/js/"]                    | DELETES_WRITTEN /js/
            ["/tmp/"]               | ["/"]                       | DELETES_WRITTEN /
            ["/tmp/"]               | ["/tmp/x"]                  | FILE_AMONG_FOLDERS /tmp/x
            ["/tmp/"]               | ["/tmp/x/"]                 | FILE_AMONG_FOLDERS /tmp/x
            "DoNothing"             | "doNothing"                 | UNKNOWN_KEY update.json, FILE_NOT_LISTED /img/logo.png
            "DeleteFiles"           | "DoNothing"                 | DUPLICATE_KEY update.json, UNKNOWN_FILE /js/old.js
            "from":                 | "From":                     | UNKNOWN_KEY update.json, WRONG_TYPE update.json, FILE_NOT_LISTED /config/settings.json
            "from":                 | "to":"/x","from":           | DUPLICATE_KEY update.json
            ["/js/old.js"]          | "/js/old.js"                | WRONG_TYPE update.json
            ["/js/old.js"]          | ["/js/old.js",[["/x"]]]     | WRONG_TYPE update.json
            ["/js/old.js"]          | ["/js/old.js",null]         | WRONG_TYPE update.json
            ["/js/old.js"]          | {"a":["/js/old.js"]}        | WRONG_TYPE update.json
            """)
    void everyBrokenRuleIsToldWithItsPath(String found, @Nullable String replacement, String expected) {
        assertThat(GOOD).contains(found);

        assertThat(String.join(", ", told(GOOD.replace(found, replacement == null ? "" : replacement), OFFERED)))
                .isEqualTo(expected.replace("` `", ""));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        String json = "{\"AddOrUpdate\":[],\"DeleteFiles\":[\"/index.html\",\"/js/\"],\"more\":1}";

        assertThat(told(json, OFFERED))
                .containsExactlyInAnyOrder(
                        "UNKNOWN_KEY update.json",
                        "ADDS_NOTHING update.json",
                        "FILE_NOT_LISTED /config/settings.json",
                        "FILE_NOT_LISTED /img/logo.png",
                        "FILE_NOT_LISTED /index.html",
                        "FILE_NOT_LISTED /js/app.js",
                        "DELETES_WRITTEN /index.html",
                        "FOLDER_AMONG_FILES /js/");
    }

    @Test
    void theFirstUpdateSpeaksOfNothingEarlier() {
        String additions = "{\"AddOrUpdate\":[\"/index.html\",\"/js/app.js\",\"/img/logo.png\","
                + "\"/config/settings.json\"],\"DoNothing\":[]}";

        assertThat(told(additions, null)).isEmpty();
        assertThat(told(GOOD, null))
                .containsExactly(
                        "FIRST_UPDATE update.json",
                        "FIRST_UPDATE update.json",
                        "FIRST_UPDATE update.json",
                        "FIRST_UPDATE update.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"AddOrUpdate":["/a"]}                                                     | NO_ROOM /a
            {"AddOrUpdate":["/a"],"DeleteFiles":["/a/x"]}                              | NO_ROOM /a
            {"AddOrUpdate":["/a"],"DeleteFolders":["/a/"]}                             | ``
            """)
    void aFileTakesAFoldersPlaceOnlyWhenThatIsDeleted(String json, String expected) {
        Problems problems = new Problems(100);

        check(json, app(tree("a", "1")), app(tree("a/x", "2", "b", "3")), problems);

        assertThat(String.join(", ", told(problems))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"AddOrUpdate":["/b/x"]}                                                   | NO_ROOM /b/x
            {"AddOrUpdate":["/b/x"],"DeleteFiles":["/b"]}                              | ``
            """)
    void aFolderTakesAFilesPlaceOnlyWhenThatIsDeleted(String json, String expected) {
        Problems problems = new Problems(100);

        check(json, app(tree("b/x", "1")), app(tree("b", "2")), problems);

        assertThat(String.join(", ", told(problems))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{\"AddOrUpdate\":", "{} {}", "{\"AddOrUpdate\":[\"\\ud800\"]", "\0"})
    void whatIsNoJsonIsSaidToBeNone(String json) {
        assertThat(told(json, OFFERED)).contains("NOT_JSON null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\ud83d\ude00", "\\ud800", "\\u0000"})
    void whatIsToldOfALongPathOrKeyIsShortAndCanBeSent(String character) {
        String part = character.repeat(9_999);
        for (String json : List.of(
                GOOD.replace("/config/", "/x" + part + "/"),
                GOOD.replace("/config/", "/x" + part + "/").replace("/conf/", "/none/"),
                GOOD.replace("/conf/", "/x" + part + "/"),
                GOOD.replace("/tmp/", "x" + part),
                GOOD.replace("DoNothing", "x" + part))) {
            Problems problems = new Problems(100);
            check(json, BUILD, OFFERED, problems);

            RefusedException refused = catchThrowableOfType(RefusedException.class, problems::refuseIfAny);

            assertThat(refused.reasons()).allSatisfy(reason -> {
                assertThat(WireJson.write(reason)).hasSizeLessThan(4000);
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(reason.path() + reason.message()))
                        .isTrue();
            });
        }
    }

    @Test
    void theFuzzerStartsFromInstructionsThatHold() throws RefusedException {
        List<byte[]> seeds = UpdateJsonFuzz.seeds().toList();
        Problems problems = new Problems(100);

        check(new String(seeds.get(1), StandardCharsets.UTF_8), UpdateJsonFuzz.BUILD, UpdateJsonFuzz.OFFERED, problems);
        check(new String(seeds.get(2), StandardCharsets.UTF_8), UpdateJsonFuzz.BUILD, null, problems);

        problems.refuseIfAny();
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(told("{\"x\":" + "[".repeat(100_000), OFFERED)).contains("NOT_JSON null");
    }

    @Test
    void theNamesOfTheKeysAreThoseOfTheInstallation() throws Exception {
        ActionKeys keys = new ActionKeys("keep", "move", "rm", "rmdir", "old", "new");
        String json = GOOD.replace("DoNothing", "keep")
                .replace("CopyAndMove", "move")
                .replace("DeleteFiles", "rm")
                .replace("DeleteFolders", "rmdir")
                .replace("\"from\"", "\"old\"")
                .replace("\"to\"", "\"new\"");
        Problems problems = new Problems(100);

        UpdateJson read = new UpdateJsonReader(keys, problems).read(json.getBytes(StandardCharsets.UTF_8));
        new UpdateJsonRules(BUILD, OFFERED, keys, problems).check(read);

        problems.refuseIfAny();
        assertThat(new String(UpdateJson.write(read.sorted(), keys), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    private static List<String> told(String json, @Nullable AppFiles offered) {
        Problems problems = new Problems(100);
        check(json, BUILD, offered, problems);
        return told(problems);
    }

    private static void check(String json, AppFiles build, @Nullable AppFiles offered, Problems problems) {
        try {
            UpdateJson read = new UpdateJsonReader(Trees.KEYS, problems).read(json.getBytes(StandardCharsets.UTF_8));
            new UpdateJsonRules(build, offered, Trees.KEYS, problems).check(read);
        } catch (RefusedException e) {
            assertThat(e.reasons()).isNotEmpty();
        }
    }

    private static List<String> told(Problems problems) {
        try {
            problems.refuseIfAny();
            return List.of();
        } catch (RefusedException e) {
            return e.reasons().stream().map(UpdateJsonRulesTest::words).toList();
        }
    }

    private static String words(Reason reason) {
        assertThat(Stream.of(reason.message())).allMatch(message -> message.contains(". ") || message.endsWith("."));
        return reason.code().replace("UPDATE_JSON_", "") + " " + reason.path();
    }
}
