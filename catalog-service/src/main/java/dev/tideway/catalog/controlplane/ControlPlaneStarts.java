package dev.tideway.catalog.controlplane;

/** Fired once at the start of a replica whose control plane is on: what belongs to it begins then. */
public record ControlPlaneStarts() {}
