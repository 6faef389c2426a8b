package dev.tideway.catalog.release;

import dev.tideway.protocol.catalogue.Catalogue;
import java.util.List;

/**
 * All releases of a project at one moment, for those who explain what devices are told.
 *
 * @param catalogue those that have a number
 * @param publishedRevision what devices are told by now
 * @param releases all of them, newest first
 */
public record ReleaseOverview(Catalogue catalogue, long publishedRevision, List<ReleaseStatus> releases) {}
