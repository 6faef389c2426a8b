package dev.tideway.cli.publish;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.api.HttpCalls;
import dev.tideway.cli.api.Refused;
import dev.tideway.cli.api.Unreachable;
import java.time.Duration;

/**
 * Asks for a build's state until it is decided. A catalog that is away or overloaded for a while is asked again until
 * the time is over: the build goes on without us.
 */
final class BuildFollower {
    /** How long one question may wait for a change. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** Between two questions, for a server that answers without waiting. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AdminApi api;
    private final String projectId;
    private BuildStatus last;

    BuildFollower(AdminApi api, String projectId, BuildStatus last) {
        this.api = api;
        this.projectId = projectId;
        this.last = last;
    }

    /**
     * Waits for the decision.
     *
     * @return the last state that was heard of, undecided if the time was over first
     */
    BuildStatus follow(Duration patience) {
        if (last.isDecided()) {
            return last;
        }
        Duration atLeastOnce = longer(patience, PAUSE.multipliedBy(2));
        RetryPolicy<BuildStatus> untilDecided = RetryPolicy.<BuildStatus>builder()
                .handleIf(BuildFollower::mayPass)
                .handleResultIf(status -> status != null && !status.isDecided())
                .withDelay(PAUSE)
                .withMaxRetries(-1)
                .withMaxDuration(atLeastOnce)
                .build();
        try {
            return Failsafe.with(untilDecided).get(call -> ask(call, atLeastOnce));
        } catch (Unreachable | Refused e) {
            if (mayPass(e)) {
                return last;
            }
            throw e;
        }
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof Unreachable
                || failure instanceof Refused refused && HttpCalls.isPassing(refused.status());
    }

    private BuildStatus ask(ExecutionContext<BuildStatus> call, Duration patience) {
        Duration left = longer(patience.minus(call.getElapsedTime()), Duration.ZERO);
        last = api.statusAfter(projectId, last, left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
        return last;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
