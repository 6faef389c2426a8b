package dev.tideway.catalog.check;

import dev.tideway.catalog.check.CheckConfig.UnknownProject;
import dev.tideway.catalog.check.CheckMetrics.Outcome;
import dev.tideway.catalog.problem.Problem;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.connection.Drain;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers checks from the index, and counts them; nothing in it waits. */
@Singleton
public class CheckReplies {
    static final String NO_STORE = "no-store";

    private static final Logger LOG = Logger.getLogger(CheckReplies.class);

    private final CatalogueIndex index;
    private final CheckMetrics metrics;
    private final CheckConfig config;
    private final Drain drain;
    private final boolean isFastPathOn;
    private final String cacheControl;
    private final int maxQueryLength;
    private final CheckReply unknownProject;
    private final CheckReply notReady;

    CheckReplies(CatalogueIndex index, CheckMetrics metrics, CheckConfig config, Drain drain) {
        this.drain = drain;
        this.isFastPathOn = config.fastPath();
        this.index = index;
        this.metrics = metrics;
        this.config = config;
        this.cacheControl = config.cacheControl();
        this.maxQueryLength = config.maxQueryLength();
        this.unknownProject = new CheckReply.Refused(
                Problem.of(
                        ProblemType.UNKNOWN_PROJECT,
                        "There is no such project: check project_id in the app.",
                        "project_id"),
                config.unknownProjectCacheControl(),
                false);
        this.notReady = new CheckReply.Refused(
                Problem.of(ProblemType.NOT_READY, "This replica just started: ask again."), NO_STORE, true);
    }

    /**
     * @param query what stands behind the question mark, as it was sent; null if there was none
     * @param ifNoneMatch the header's value, several lines joined by commas; null if there was none
     */
    CheckReply to(@Nullable String query, @Nullable String ifNoneMatch) {
        try {
            if (query != null && query.length() > maxQueryLength) {
                throw new RefusedQueryException("query", "Send a query of at most " + maxQueryLength + " characters.");
            }
            return to(CheckQuery.parse(query), ifNoneMatch);
        } catch (RefusedQueryException e) {
            return refused(Problem.invalid(e.parameter(), e.detail()));
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private CheckReply to(CheckQuery query, @Nullable String ifNoneMatch) {
        ProjectAnswers project = index.find(query.projectId());
        if (project == null) {
            return toUnknownProject(query, ifNoneMatch);
        }
        Answer answer = project.to(query);
        boolean isKnown = isKnown(answer, ifNoneMatch);
        if (isKnown) {
            metrics.count(Outcome.NOT_MODIFIED);
        } else {
            metrics.count(answer.offersAnUpdate() ? Outcome.OFFERED : Outcome.NOTHING);
        }
        return new CheckReply.Told(project.projectId(), answer, cacheControl, isKnown);
    }

    private CheckReply toUnknownProject(CheckQuery query, @Nullable String ifNoneMatch) {
        if (!index.isFilled()) {
            metrics.count(Outcome.NOT_READY);
            return notReady;
        }
        metrics.count(Outcome.UNKNOWN_PROJECT);
        if (config.unknownProject() == UnknownProject.REFUSED) {
            return unknownProject;
        }
        Answer nothing = index.ofUnknown(query.projectId()).to(query);
        return new CheckReply.Told(
                query.projectId(), nothing, config.unknownProjectCacheControl(), isKnown(nothing, ifNoneMatch));
    }

    private static boolean isKnown(Answer answer, @Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && (answer.entityTag().isWritten(ifNoneMatch) || EntityTags.contains(ifNoneMatch, answer.etag()));
    }

    CheckReply refused(Problem problem) {
        metrics.count(Outcome.REFUSED);
        return new CheckReply.Refused(problem, NO_STORE, false);
    }

    CheckReply failed(Throwable cause) {
        LOG.error("A check failed", cause);
        metrics.count(Outcome.FAILED);
        return new CheckReply.Refused(Problem.of(ProblemType.INTERNAL_ERROR, "Ask again in a while."), NO_STORE, false);
    }

    /** One of the checks that are timed. */
    void took(long nanos) {
        metrics.took(nanos);
    }

    /** Off while this process ends: the HTTP server tells each connection that it is to be closed. */
    boolean isFastPathOn() {
        return isFastPathOn && !drain.hasBegun();
    }
}
