package dev.tideway.protocol.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A project's choices about what its devices are told and how its builds are packaged; each absent one has the default.
 *
 * @param aliases other ids that devices may send for this project
 * @param buildTypes channel of each {@code build_type}, lower-case; absent: the value itself is the channel's name
 * @param unmappedBuildType what a {@code build_type} is told that {@code buildTypes}, where given, does not name
 * @param newerAppVersions whether the answer for one app version also names newer ones
 * @param emptyAnswer what "nothing to offer" looks like
 * @param mandatoryWindow how many of the newest updates are looked at for a mandatory one
 * @param staticUpdates how many of the newest updates of each app version the static form keeps, 1 or more
 * @param readUpdateJson whether a build's own {@code update.json} is install instructions, where the build does not say
 * @param startPage path in the package of the page that the app opens first, which must be in every build that does not
 *     name another; absent: none is demanded
 */
@WireRecord
public record ProjectSettings(
        List<String> aliases,
        @Nullable Map<String, String> buildTypes,
        UnmappedBuildType unmappedBuildType,
        boolean newerAppVersions,
        EmptyAnswer emptyAnswer,
        int mandatoryWindow,
        int staticUpdates,
        Boolean readUpdateJson,
        @Nullable String startPage) {
    private static final int DEFAULT_MANDATORY_WINDOW = 100;
    private static final int DEFAULT_STATIC_UPDATES = 100;

    /** What a project gets that says nothing. */
    public static final ProjectSettings DEFAULTS = new ProjectSettings(
            List.of(), null, UnmappedBuildType.NOTHING, false, EmptyAnswer.EMPTY, DEFAULT_MANDATORY_WINDOW);

    public ProjectSettings {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        aliases.forEach(Names::projectId);
        buildTypes = buildTypes == null ? null : lowerCaseKeys(buildTypes);
        unmappedBuildType = unmappedBuildType == null ? UnmappedBuildType.NOTHING : unmappedBuildType;
        emptyAnswer = emptyAnswer == null ? EmptyAnswer.EMPTY : emptyAnswer;
        mandatoryWindow = mandatoryWindow == 0 ? DEFAULT_MANDATORY_WINDOW : mandatoryWindow;
        staticUpdates = staticUpdates == 0 ? DEFAULT_STATIC_UPDATES : staticUpdates;
        readUpdateJson = readUpdateJson == null || readUpdateJson;
        if (startPage != null) {
            Names.startPage(startPage);
        }
    }

    /** Settings of what devices are told, and none of packaging. */
    public ProjectSettings(
            List<String> aliases,
            @Nullable Map<String, String> buildTypes,
            UnmappedBuildType unmappedBuildType,
            boolean newerAppVersions,
            EmptyAnswer emptyAnswer,
            int mandatoryWindow) {
        this(aliases, buildTypes, unmappedBuildType, newerAppVersions, emptyAnswer, mandatoryWindow, 0, true, null);
    }

    private static Map<String, String> lowerCaseKeys(Map<String, String> buildTypes) {
        return buildTypes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        e -> e.getKey().toLowerCase(Locale.ROOT), e -> Names.channel(e.getValue())));
    }

    /** What an unmapped {@code build_type} is told. */
    public enum UnmappedBuildType {
        @JsonProperty("nothing")
        NOTHING,
        @JsonProperty("default_channel")
        DEFAULT_CHANNEL
    }

    /** The form of an answer that offers nothing. */
    public enum EmptyAnswer {
        /** {@code {"ios":{"2.1.0":{}}}}. */
        @JsonProperty("empty")
        EMPTY,
        /** {@code {"ios":{"2.1.0":{"0":{…}}}}}. */
        @JsonProperty("zero")
        ZERO
    }
}
