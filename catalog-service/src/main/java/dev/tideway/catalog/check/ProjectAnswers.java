package dev.tideway.catalog.check;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.catalogue.ProjectSettings.UnmappedBuildType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that the devices of one project are told at one revision; the next revision replaces it as a whole. */
public final class ProjectAnswers {
    private static final String DEFAULT_CHANNEL = Lines.channelKey(Names.DEFAULT_CHANNEL);

    private final String projectId;
    private final ProjectSettings settings;
    private final Map<String, ChannelAnswers> channels;
    private final ChannelAnswers elsewhere;

    /**
     * @param channels by {@link Lines#channelKey}
     * @param elsewhere what every other channel is told
     */
    ProjectAnswers(
            String projectId,
            ProjectSettings settings,
            Map<String, ChannelAnswers> channels,
            ChannelAnswers elsewhere) {
        this.projectId = projectId;
        this.settings = settings;
        this.channels = channels;
        this.elsewhere = elsewhere;
    }

    String projectId() {
        return projectId;
    }

    /** The answer for everybody who asks for the same: only channel, os and app version matter. */
    public Answer to(CheckQuery query) {
        String buildType = query.buildType();
        String channel = channelOf(settings, buildType);
        if (channel == null) {
            return answer(query, elsewhere, buildType);
        }
        return answer(query, channels.getOrDefault(channel, elsewhere), channel);
    }

    private static Answer answer(CheckQuery query, ChannelAnswers answers, @Nullable String channel) {
        String os = query.os();
        String appVersion = query.appVersion();
        return query.extended() && os != null && appVersion != null && channel != null
                ? answers.extended(channel, os, appVersion)
                : answers.stock(os, appVersion);
    }

    /** Null if the project does not tell anything to that kind of build. */
    static @Nullable String channelOf(ProjectSettings settings, @Nullable String buildType) {
        if (buildType == null) {
            return DEFAULT_CHANNEL;
        }
        Map<String, String> mapped = settings.buildTypes();
        if (mapped == null) {
            return buildType;
        }
        String channel = mapped.get(buildType);
        if (channel != null) {
            return Lines.channelKey(channel);
        }
        return settings.unmappedBuildType() == UnmappedBuildType.DEFAULT_CHANNEL ? DEFAULT_CHANNEL : null;
    }
}
