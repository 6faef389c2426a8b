package dev.tideway.catalog.check;

import dev.tideway.catalog.problem.Problem;

/** What a check is answered, by whichever way it came and goes. */
sealed interface CheckReply {
    /** Before the id of a project in its cache tag. */
    String CACHE_TAG = "project-";

    /**
     * The project's answer.
     *
     * @param cacheControl how long caches may keep it
     * @param isKnown the device has it already ({@code 304})
     */
    record Told(String projectId, Answer answer, String cacheControl, boolean isKnown) implements CheckReply {
        /** What a cache in front is told to throw away when the project is to be told afresh. */
        String cacheTag() {
            return CACHE_TAG + projectId;
        }
    }

    /**
     * No answer, and what to do.
     *
     * @param cacheControl how long caches may keep that
     * @param isForNow asking again in a second helps
     */
    record Refused(Problem problem, String cacheControl, boolean isForNow) implements CheckReply {}
}
