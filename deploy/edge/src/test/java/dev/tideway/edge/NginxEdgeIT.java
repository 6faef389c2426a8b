package dev.tideway.edge;

import java.nio.file.Path;

class NginxEdgeIT extends EdgeContract {
    private static final long SLICE = 1 << 20;

    @Override
    Edge start(Origin origin, Path folder) {
        return NginxEdge.start(origin, folder);
    }

    @Override
    int requestsForPackageOf(long bytes) {
        return Math.toIntExact((bytes + SLICE - 1) / SLICE);
    }
}
