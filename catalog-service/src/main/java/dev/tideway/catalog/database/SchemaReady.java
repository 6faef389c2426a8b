package dev.tideway.catalog.database;

/** Fired in this process once the schema is up to date and before anybody else uses it, on a thread that may wait. */
public record SchemaReady() {}
