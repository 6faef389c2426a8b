package dev.tideway.catalog.project;

/** Fired in this process after a commit that raised a project's revision, so that publishing need not wait for a poll. */
public record ProjectChanged(String projectId) {}
