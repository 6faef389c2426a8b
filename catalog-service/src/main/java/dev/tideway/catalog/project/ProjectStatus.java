package dev.tideway.catalog.project;

import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.catalogue.ProjectSettings;

/**
 * A project as the API tells of it.
 *
 * @param revision grows with every change
 * @param publishedRevision what devices are told by now; below {@code revision} while a change is on its way
 * @param createdAt RFC 3339, UTC
 */
@WireRecord
public record ProjectStatus(
        String projectId, long revision, long publishedRevision, ProjectSettings settings, String createdAt) {}
