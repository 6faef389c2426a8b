package dev.tideway.catalog.release;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.release.ReleaseState.Held;
import dev.tideway.catalog.release.ReleaseState.Live;
import dev.tideway.catalog.release.ReleaseState.Offered;
import dev.tideway.catalog.release.ReleaseState.Paused;
import dev.tideway.catalog.release.ReleaseState.Purged;
import dev.tideway.catalog.release.ReleaseState.Scheduled;
import dev.tideway.catalog.release.ReleaseState.Unnumbered;
import dev.tideway.catalog.release.ReleaseState.Waiting;
import dev.tideway.catalog.release.ReleaseState.Withdrawn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The steps that people may ask for. One that the state does not have is refused (409), with what can be done. */
final class ReleaseSteps {
    private ReleaseSteps() {}

    /** To be offered by an operator, over the order of builds and before its time. */
    static Unnumbered toOffer(ReleaseState from) {
        if (from instanceof Held) {
            throw refused("Held releases are approved, not offered", from);
        }
        return allowed(Unnumbered.class, from, "Only a scheduled, superseded or declined release can be offered");
    }

    static Held toApprove(ReleaseState from) {
        return allowed(Held.class, from, "Only a held release can be approved");
    }

    static ReleaseState decline(ReleaseState from) {
        return allowed(Waiting.class, from, "Only a held or scheduled release can be declined")
                .decline();
    }

    static ReleaseState pause(ReleaseState from) {
        return allowed(Offered.class, from, "Only an offered release can be paused")
                .pause();
    }

    static ReleaseState resume(ReleaseState from) {
        return allowed(Paused.class, from, "Only a paused release can be resumed")
                .resume();
    }

    static ReleaseState withdraw(ReleaseState from) {
        return allowed(Live.class, from, "Only an offered or paused release can be withdrawn")
                .withdraw();
    }

    static ReleaseState purge(ReleaseState from) {
        return allowed(Withdrawn.class, from, "Only a withdrawn release can be purged")
                .purge();
    }

    /** The one that is rolled back. */
    static Live toRollBack(ReleaseState from) {
        return allowed(Live.class, from, "Only an offered or paused release can be rolled back");
    }

    /** What is offered once more, by a roll back or a promotion. */
    static void requireOffered(ReleaseState from) {
        allowed(Offered.class, from, "Only an offered release can be promoted");
    }

    /** Whatever devices may be told of it later is still to be set. */
    static void requireOpen(ReleaseState from) {
        if (from instanceof Withdrawn || from instanceof Purged) {
            throw refused("Nothing about it can be set any more", from);
        }
    }

    /**
     * When a release that waits is not to be offered before.
     *
     * @param time absent: it has none any more
     */
    static @Nullable Instant newTime(ReleaseState from, @Nullable Instant time) {
        Waiting waiting = allowed(
                Waiting.class, from, "Only a held or scheduled release has a time before which it is not offered");
        if (time == null && waiting instanceof Scheduled) {
            throw new RefusedException(
                    ProblemType.WRONG_STATE, "A scheduled release has a time. Offer it, to have it offered now.");
        }
        return time;
    }

    private static <S extends ReleaseState> S allowed(Class<S> needed, ReleaseState from, String rule) {
        if (!needed.isInstance(from)) {
            throw refused(rule, from);
        }
        return needed.cast(from);
    }

    private static RefusedException refused(String rule, ReleaseState from) {
        return new RefusedException(
                ProblemType.WRONG_STATE, rule + "; this one is " + from.wireName() + ". " + wayOut(from));
    }

    private static String wayOut(ReleaseState from) {
        if (from instanceof Held) {
            return "Approve or decline it.";
        }
        if (from instanceof Unnumbered) {
            return "Offer it first, if devices are to have it.";
        }
        if (from instanceof Offered) {
            return "It can be paused, withdrawn, rolled back or promoted.";
        }
        if (from instanceof Paused) {
            return "It can be resumed, withdrawn or rolled back.";
        }
        return "To have its package offered again, promote or roll back to a release that is offered, or publish the"
                + " build again.";
    }
}
