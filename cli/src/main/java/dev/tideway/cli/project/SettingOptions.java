package dev.tideway.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.cli.terminal.WrongUse;
import dev.tideway.protocol.event.BuildFinished.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a project can be set to; each option that is not given leaves its setting as it is. */
final class SettingOptions {
    @Option(
            names = "--approval",
            paramLabel = "none|required",
            description = "Whether an operator has to approve a build before it is offered.")
    private @Nullable String approval;

    @Option(names = "--layout", paramLabel = "root|www", description = "Of packages whose builds do not say.")
    private @Nullable Layout layout;

    @Option(
            names = "--first-update-number",
            paramLabel = "N",
            description = "What the first release gets, for apps that move here. Numbers never go back.")
    private @Nullable Long firstUpdateNumber;

    @Option(
            names = "--alias",
            paramLabel = "ID",
            description = "Another id that devices may send; give all of them, or --alias '' for none.")
    private @Nullable List<String> aliases;

    @Option(
            names = "--build-type",
            paramLabel = "TYPE=CHANNEL",
            description = "Which channel devices of a build type listen on; give all of them.")
    private @Nullable Map<String, String> buildTypes;

    @Option(
            names = "--unmapped-build-type",
            paramLabel = "nothing|default_channel",
            description = "What other build types are told.")
    private @Nullable String unmappedBuildType;

    @Option(
            names = "--newer-app-versions",
            negatable = true,
            description = "Whether devices are told of newer app versions too.")
    private @Nullable Boolean newerAppVersions;

    @Option(names = "--empty-answer", paramLabel = "empty|zero", description = "What nothing to offer looks like.")
    private @Nullable String emptyAnswer;

    @Option(
            names = "--mandatory-window",
            paramLabel = "N",
            description = "How many of the newest updates are looked at for a mandatory one.")
    private @Nullable Integer mandatoryWindow;

    @Option(
            names = "--static-updates",
            paramLabel = "N",
            description = "How many of the newest updates of each app version the static form keeps.")
    private @Nullable Integer staticUpdates;

    @Option(
            names = "--read-update-json",
            negatable = true,
            description = "Whether a build's own update.json is install instructions.")
    private @Nullable Boolean readUpdateJson;

    @Option(
            names = "--start-page",
            paramLabel = "PATH",
            description = "The page that the app opens first, which every build must have; '' for none.")
    private @Nullable String startPage;

    /**
     * What is to be sent.
     *
     * @param present the project as it is: its settings are sent as a whole
     * @throws WrongUse if nothing is to be set
     */
    Map<String, Object> edit(JsonNode present) {
        Map<String, Object> edit = new LinkedHashMap<>();
        put(edit, "approval", approval);
        put(edit, "layout", layout == null ? null : layout.name().toLowerCase(Locale.ROOT));
        put(edit, "first_update_number", firstUpdateNumber);
        ObjectNode settings = present.withObjectProperty("settings").deepCopy();
        if (aliases != null) {
            var list = settings.putArray("aliases");
            aliases.stream().filter(alias -> !alias.isEmpty()).forEach(list::add);
        }
        if (buildTypes != null) {
            buildTypes.forEach(settings.putObject("build_types")::put);
        }
        if (unmappedBuildType != null) {
            settings.put("unmapped_build_type", unmappedBuildType);
        }
        if (newerAppVersions != null) {
            settings.put("newer_app_versions", newerAppVersions);
        }
        if (emptyAnswer != null) {
            settings.put("empty_answer", emptyAnswer);
        }
        if (mandatoryWindow != null) {
            settings.put("mandatory_window", mandatoryWindow);
        }
        if (staticUpdates != null) {
            settings.put("static_updates", staticUpdates);
        }
        if (readUpdateJson != null) {
            settings.put("read_update_json", readUpdateJson);
        }
        if (startPage != null) {
            settings.remove("start_page");
            if (!startPage.isEmpty()) {
                settings.put("start_page", startPage);
            }
        }
        if (!settings.equals(present.path("settings"))) {
            edit.put("settings", settings);
        }
        if (edit.isEmpty()) {
            throw new WrongUse("There is nothing to set, or it is so already. Try: tideway project set --help");
        }
        return edit;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
