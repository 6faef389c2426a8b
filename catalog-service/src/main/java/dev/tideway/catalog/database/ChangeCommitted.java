package dev.tideway.catalog.database;

/** Fired in this process after every commit, for those who carry on with what it left behind. */
public record ChangeCommitted() {}
