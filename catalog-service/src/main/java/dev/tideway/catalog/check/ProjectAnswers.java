package dev.tideway.catalog.check;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.catalogue.ProjectSettings.UnmappedBuildType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that the devices of one project are told at one revision; the next revision replaces it as a whole. */
public final class ProjectAnswers {
    private static final String DEFAULT_CHANNEL = Lines.channelKey(Names.DEFAULT_CHANNEL);

    private final ProjectSettings settings;
    private final ExtendedForm extendedForm;
    private final List<String> everyOs;
    private final Map<String, ChannelAnswers> channels;

    /**
     * @param everyOs that has releases on any channel, in their order
     * @param channels those that have releases, by {@link Lines#channelKey}
     */
    ProjectAnswers(
            ProjectSettings settings,
            ExtendedForm extendedForm,
            List<String> everyOs,
            Map<String, ChannelAnswers> channels) {
        this.settings = settings;
        this.extendedForm = extendedForm;
        this.everyOs = everyOs;
        this.channels = channels;
    }

    String projectId() {
        return extendedForm.projectId();
    }

    /** The answer for everybody who asks for the same: only channel, os and app version matter. */
    public Answer to(CheckQuery query) {
        String buildType = query.buildType();
        String channel = channelOf(settings, buildType);
        ChannelAnswers answers = channel == null ? null : channels.get(channel);
        return answer(query, answers == null ? elsewhere() : answers, channel == null ? buildType : channel);
    }

    /** What a channel is told on which nothing was released: too rarely asked for to be kept. */
    private ChannelAnswers elsewhere() {
        return new ChannelAnswers(new StockForm(settings, everyOs, List.of()), extendedForm);
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
