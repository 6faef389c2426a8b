package dev.tideway.catalog.build;

import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.PackageReady;

/** What a message on {@code packages} means for a build. */
enum OutcomeRule {
    /** It ends the present attempt. */
    APPLY,
    /** It is about an announcement that has not been read yet, and waits for it. */
    KEEP,
    /** It changes nothing: it was said before, or is about an attempt that is over. */
    IGNORE;

    /** Which attempt of the build an outcome is about, by the announcement that it answers. */
    enum About {
        PRESENT,
        PAST,
        UNKNOWN
    }

    static OutcomeRule of(BuildState state, About about, BuildOutcome outcome) {
        if (about == About.PAST || state.isPacked()) {
            return IGNORE;
        }
        if (about == About.UNKNOWN) {
            return KEEP;
        }
        return switch (state) {
            case AWAITING_UPLOAD, ANNOUNCED -> KEEP;
            case PACKAGING -> APPLY;
            // Packaging was tried again, from the dead letters or because its source was put right.
            case FAILED -> outcome instanceof BuildFailed ? IGNORE : APPLY;
            case REJECTED -> outcome instanceof PackageReady ? APPLY : IGNORE;
            case OFFERED, HELD, SCHEDULED, SUPERSEDED, DECLINED -> IGNORE;
        };
    }
}
