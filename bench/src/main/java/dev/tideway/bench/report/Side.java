package dev.tideway.bench.report;

import java.net.URI;

/** One of the two servers that are compared. */
public record Side(String name, URI address, ProcessHandle process) {}
