package dev.tideway.catalog.build;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers where a build stands, at once or as soon as that has changed, without holding a thread meanwhile. */
@ApplicationScoped
class BuildWatch {
    /** How often a waiting caller's build is read; a decision takes seconds, and the read takes one indexed row. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final BuildStatusRepository builds;

    BuildWatch(BuildStatusRepository builds) {
        this.builds = builds;
    }

    /** @param os may be absent while one os alone has that build id */
    Uni<BuildStatus> status(String projectId, String buildId, @Nullable String os) {
        return builds.find(projectId, buildId, os).map(found -> only(found, projectId, buildId));
    }

    /** Answers as soon as the state differs from {@code since}, or with the present one when the wait is over. */
    Uni<BuildStatus> changed(BuildStatus first, BuildState since, Duration wait) {
        if (first.state() != since || wait.isZero()) {
            return Uni.createFrom().item(first);
        }
        long end = System.nanoTime() + wait.toNanos();
        return Uni.createFrom()
                .deferred(() -> status(first.projectId(), first.buildId(), first.os()))
                .onItem()
                .delayIt()
                .by(PAUSE)
                .repeat()
                .whilst(now -> now.state() == since && System.nanoTime() < end)
                .collect()
                .last();
    }

    private static BuildStatus only(List<BuildStatus> found, String projectId, String buildId) {
        if (found.isEmpty()) {
            throw new RefusedException(
                    ProblemType.NOT_FOUND,
                    "The project " + projectId + " has no such build " + buildId + ". Check both names, and os.");
        }
        if (found.size() > 1) {
            String known = found.stream().map(BuildStatus::os).sorted().collect(Collectors.joining(", "));
            throw RefusedException.invalid(
                    "os",
                    "Builds of the id " + buildId + " are there for " + known + ": add os to say which is meant.");
        }
        return found.get(0);
    }
}
