package dev.tideway.catalog.build;

/** What an announcement on {@code builds} means for a build that is known already. */
enum AnnouncementRule {
    /** The first one of this attempt: the build takes its place in the order. */
    ACCEPT,
    /** The build ended badly and is announced with something else: it starts anew, at a new place in the order. */
    START_NEW_ATTEMPT,
    /** Said before. */
    REPEATED,
    /** The build is announced with something else already; the first stays as it is. */
    REFUSE;

    /**
     * @param same whether it says exactly what is known of the present attempt
     * @param past whether it says exactly what an earlier attempt was
     */
    static AnnouncementRule of(BuildState state, boolean same, boolean past) {
        if (!same && past) {
            return REPEATED;
        }
        return switch (state) {
            case AWAITING_UPLOAD -> ACCEPT;
            case ANNOUNCED -> same ? ACCEPT : REFUSE;
            case REJECTED, FAILED -> same ? REPEATED : START_NEW_ATTEMPT;
            case PACKAGING, OFFERED, HELD, SCHEDULED, SUPERSEDED, DECLINED -> same ? REPEATED : REFUSE;
        };
    }
}
