package dev.tideway.catalog.release;

import dev.tideway.catalog.project.Project;
import java.time.Instant;

/**
 * Who changes a project's releases, and when: one transaction that has the project locked.
 *
 * @param now by PostgreSQL's clock
 * @param who as the audit log names them
 */
record Occasion(Project project, Instant now, String who) {
    /** Devices are to be told something else. */
    void revise() {
        project.revise(now);
    }
}
