package dev.tideway.catalog.release;

/** The releases that follow each other on devices: those of one project, os, app version and channel. */
record ReleaseLine(String projectId, String os, String appVersion, String channel) {}
