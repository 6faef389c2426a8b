package dev.tideway.catalog.project;

import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.event.BuildFinished.Layout;
import org.jspecify.annotations.Nullable;

/**
 * A project as the API tells of it.
 *
 * @param revision grows with every change
 * @param publishedRevision what devices are told by now; below {@code revision} while a change is on its way
 * @param approval whether packed builds wait for an operator
 * @param layout of packages whose builds say none
 * @param firstUpdateNumber what the first release of every os and app version gets
 * @param archivedAt RFC 3339, UTC; absent while builds are taken
 * @param outdatedSince RFC 3339, UTC; since when S3 or the topic were seen to know more than the database: nothing is
 *     published or changed until it is recovered; else absent
 * @param deletedAt RFC 3339, UTC; absent unless it was deleted
 * @param createdAt RFC 3339, UTC
 */
@WireRecord
public record ProjectStatus(
        String projectId,
        long revision,
        long publishedRevision,
        ProjectSettings settings,
        Approval approval,
        Layout layout,
        long firstUpdateNumber,
        @Nullable String archivedAt,
        @Nullable String outdatedSince,
        @Nullable String deletedAt,
        String createdAt) {}
