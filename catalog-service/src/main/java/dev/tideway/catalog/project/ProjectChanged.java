package dev.tideway.catalog.project;

/** Fired after a change of a project was committed, so that the publisher need not wait for its next look. */
public record ProjectChanged(String projectId) {}
