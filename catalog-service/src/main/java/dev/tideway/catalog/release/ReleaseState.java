package dev.tideway.catalog.release;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a release stands. A step that a state does not have does not compile; {@link ReleaseSteps} says why not, where
 * somebody asks for it all the same.
 *
 * <pre>
 * ready ─▶ held ─▶ scheduled ─▶ offered ◀─▶ paused
 *   │       │          │           └────┬─────┘
 *   ▼       ▼          ▼                ▼
 *  superseded, declined ─▶ offered   withdrawn ─▶ purged
 * </pre>
 */
public sealed interface ReleaseState {
    /** As it stands on the wire and in the table, such as {@code offered}. */
    default String wireName() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * When devices were first told of a release, and under which number: both stay for ever.
     *
     * @param at by PostgreSQL's clock
     */
    record FirstOffer(long updateNumber, Instant at) {}

    /** It was never offered, so it has no number yet. */
    sealed interface Unnumbered extends ReleaseState {
        default Offered offer(FirstOffer first) {
            return new Offered(first);
        }
    }

    /** It waits, and a build that was announced later may pass it. */
    sealed interface Waiting extends Unnumbered {
        /** Not to be offered before; absent: at once when it is approved. */
        @Nullable Instant notBefore();

        default Superseded supersede() {
            return new Superseded();
        }

        default Declined decline() {
            return new Declined();
        }
    }

    /** It was offered once. */
    sealed interface Numbered extends ReleaseState {
        FirstOffer first();
    }

    /** Devices may be told of it, now or again later. */
    sealed interface Live extends Numbered {
        default Withdrawn withdraw() {
            return new Withdrawn(first());
        }
    }

    /** Packed, and nothing is decided yet; never stored. */
    record Ready() implements Unnumbered {
        Held hold(@Nullable Instant notBefore) {
            return new Held(notBefore);
        }

        Scheduled schedule(Instant notBefore) {
            return new Scheduled(notBefore);
        }

        Superseded supersede() {
            return new Superseded();
        }
    }

    /** Waits for a person. */
    record Held(@Nullable Instant notBefore) implements Waiting {
        Scheduled approveFor(Instant time) {
            return new Scheduled(time);
        }
    }

    /** Waits for its time. */
    record Scheduled(Instant notBefore) implements Waiting {
        /** Its time has come, and something else keeps it from being offered. */
        Held hold() {
            return new Held(notBefore);
        }

        boolean isDue(Instant now) {
            return !now.isBefore(notBefore);
        }
    }

    /** A build that was announced later was offered first. */
    record Superseded() implements Unnumbered {
        Declined decline() {
            return new Declined();
        }
    }

    /** A person decided that it is not offered. */
    record Declined() implements Unnumbered {}

    /** Devices are told of it. */
    record Offered(FirstOffer first) implements Live {
        Paused pause() {
            return new Paused(first);
        }
    }

    /** Devices are not told of it for now. */
    record Paused(FirstOffer first) implements Live {
        Offered resume() {
            return new Offered(first);
        }
    }

    /** Devices are never told of it again; those that are half-way may go on. */
    record Withdrawn(FirstOffer first) implements Numbered {
        Purged purge() {
            return new Purged(first);
        }
    }

    /** Gone: asked for, it is answered {@code 410}. */
    record Purged(FirstOffer first) implements Numbered {}
}
