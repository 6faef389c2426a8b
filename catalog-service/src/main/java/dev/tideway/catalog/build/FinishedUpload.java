package dev.tideway.catalog.build;

/** The request that closes an upload: an object without fields, so that one that is meant to say more is refused. */
public record FinishedUpload() {}
