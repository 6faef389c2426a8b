package dev.tideway.catalog.release;

import jakarta.persistence.Embeddable;

/** What update numbers are counted in. */
@Embeddable
record NumberScope(String projectId, String os, String appVersion) {}
