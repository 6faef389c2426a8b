package dev.tideway.packager.build;

import java.io.IOException;
import java.util.List;

/** Tells a disk without room from a failure of a build: it is the installation's fault, and passes. */
final class FullDisk {
    /** Java knows it by the system's words alone: ENOSPC and EDQUOT of Linux and macOS. */
    private static final List<String> WORDS =
            List.of("No space left on device", "Disk quota exceeded", "Disc quota exceeded");

    private FullDisk() {}

    static boolean isBehind(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = each.getMessage();
            if (each instanceof IOException && message != null && WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
