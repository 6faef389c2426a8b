package dev.tideway.cli.publish;

import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.terminal.Progress;

/** Hears how publishing goes on; each method may be left as it is. */
public interface PublishListener {
    /** Hears nothing. */
    PublishListener SILENT = new PublishListener() {};

    default void projectCreated(String projectId) {}

    /**
     * The upload begins.
     *
     * @return hears of the bytes that have gone out, and is closed at the end
     */
    default Progress uploading(long totalBytes) {
        return Progress.SILENT;
    }

    default void announced(BuildStatus status) {}
}
