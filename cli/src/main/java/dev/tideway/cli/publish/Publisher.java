package dev.tideway.cli.publish;

import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.api.Unreachable;
import dev.tideway.cli.api.Upload;
import dev.tideway.cli.terminal.Progress;
import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Brings a build to the catalog and follows it until it is decided. */
public final class Publisher {
    private static final long PARTS_ABOVE = 100L << 20;

    private final AdminApi api;
    private final PublishListener listener;
    private final long partsAbove;

    public Publisher(AdminApi api, PublishListener listener) {
        this(api, listener, PARTS_ABOVE);
    }

    /** @param partsAbove bytes; what is larger is uploaded in parts */
    public Publisher(AdminApi api, PublishListener listener, long partsAbove) {
        this.api = api;
        this.listener = listener;
        this.partsAbove = partsAbove;
    }

    /**
     * Packs a folder (an archive is sent as it is), makes the project where it is missing, uploads, announces, and
     * waits.
     *
     * @param source a folder or an archive
     * @param patience for the upload and the decision together
     * @return the last state that was heard of, undecided if the time was over first
     * @throws WrongUse if the source cannot be sent
     * @throws dev.tideway.cli.api.Refused if the catalog or the store does not take it
     * @throws Unreachable if one of them is away before the build is announced
     */
    public BuildStatus publish(String projectId, Path source, BuildRequest build, Duration patience)
            throws IOException {
        long start = System.nanoTime();
        Upload upload;
        try (Archive archive = Archive.of(source)) {
            if (api.ensureProject(projectId)) {
                listener.projectCreated(projectId);
            }
            upload = api.intake(projectId, build.ofSize(archive.size(), archive.size() > partsAbove));
            try (Progress progress = listener.uploading(archive.size())) {
                api.upload(upload, archive.file(), progress, patience);
            } catch (Unreachable e) {
                if (e.wasTooSlow()) {
                    return BuildStatus.awaitingUpload(upload);
                }
                throw e;
            }
        }
        BuildStatus announced = api.finished(projectId, upload);
        listener.announced(announced);
        return new BuildFollower(api, projectId, announced).follow(patience.minusNanos(System.nanoTime() - start));
    }
}
