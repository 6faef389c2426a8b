package dev.tideway.packager.build;

import dev.tideway.packager.bucket.ListedObject;
import dev.tideway.packager.bucket.ObjectChangedException;
import dev.tideway.packager.bucket.ObjectKey;
import dev.tideway.packager.bucket.ObjectStore;
import dev.tideway.packager.bucket.ObjectTooLargeException;
import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceLimits;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.s3.S3Config;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What build systems uploaded, each project its own. */
@Singleton
final class SourceStore {
    private final ObjectStore objects;
    private final S3Config s3;
    private final SourceLimits limits;

    SourceStore(ObjectStore objects, S3Config s3, PackagerConfig config) {
        this.objects = objects;
        this.s3 = s3;
        this.limits = config.limits().toRecord();
    }

    /** When the archive was uploaded, by S3's clock; nothing if it is gone, or if the source is many objects. */
    Optional<Instant> uploaded(BuildFinished build) {
        String key = build.source().key();
        return key == null ? Optional.empty() : objects.lastModified(object(key));
    }

    /** Copies the archive into a file, and checks that it is what was announced. */
    Artifact fetchArchive(BuildFinished build, Path file) throws RefusedException {
        BuildSource source = build.source();
        requireOwn(build);
        Artifact archive = download(source.location(), file);
        Long size = source.size();
        if (size != null && size != archive.size()) {
            throw new RefusedException(
                    ReasonCode.SOURCE_SIZE_MISMATCH,
                    "The source has " + archive.size() + " bytes, announced were " + size
                            + ". Announce a build after its upload has ended.");
        }
        if (source.sha256() != null && !source.sha256().equals(archive.sha256())) {
            throw new RefusedException(
                    ReasonCode.SOURCE_DIGEST_MISMATCH,
                    "The source's SHA-256 is " + archive.sha256() + ", announced was " + source.sha256()
                            + ". Upload it again, or announce what is there.");
        }
        return archive;
    }

    /**
     * The objects under a prefix, each to be read once.
     *
     * @param spool for one object at a time
     */
    List<SourceFile> listFolder(BuildFinished build, Path spool) throws RefusedException {
        requireOwn(build);
        String prefix = build.source().location();
        List<ListedObject> found = objects.list(object(prefix), limits.entries() + 1);
        if (found.isEmpty()) {
            throw new RefusedException(
                    ReasonCode.SOURCE_MISSING,
                    "There is no object under " + prefix + ". Announce a build after its upload has ended.");
        }
        if (found.stream().mapToLong(ListedObject::size).sum() > limits.archiveBytes()) {
            throw tooLarge();
        }
        return found.stream()
                .<SourceFile>map(o -> new FolderMember(o, o.key().substring(prefix.length()), spool))
                .toList();
    }

    private Artifact download(String key, Path file) throws RefusedException {
        try {
            return objects.download(object(key), null, file, limits.archiveBytes())
                    .orElseThrow(() -> new RefusedException(
                            ReasonCode.SOURCE_MISSING,
                            "There is no object " + key + ". Announce a build after its upload has ended."));
        } catch (ObjectTooLargeException e) {
            throw tooLarge();
        }
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                ReasonCode.SOURCE_TOO_LARGE,
                "The source has more than " + limits.archiveBytes() + " bytes. Leave out what devices do not need.");
    }

    private static void requireOwn(BuildFinished build) throws RefusedException {
        String location = build.source().location();
        String own = ArtifactKeys.builds(build.projectId());
        boolean folder = build.source().prefix() != null;
        String inside = location.startsWith(own) ? location.substring(own.length()) : "";
        boolean allowed = !inside.isEmpty()
                && inside.endsWith("/") == folder
                && location.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(inside.split("/", folder ? 0 : -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!allowed) {
            throw new RefusedException(
                    ReasonCode.SOURCE_NOT_ALLOWED,
                    "The source must lie under " + own + ", without empty parts, . and ..; a prefix ends with a slash,"
                            + " a key does not.");
        }
    }

    private ObjectKey object(String key) {
        return new ObjectKey(s3.privateBucket(), key);
    }

    /** An object that must still be the one that was listed. */
    private final class FolderMember implements SourceFile {
        private final ListedObject object;
        private final String path;
        private final Path spool;

        FolderMember(ListedObject object, String path, Path spool) {
            this.object = object;
            this.path = path;
            this.spool = spool;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public long size() {
            return object.size();
        }

        @Override
        public InputStream open() throws IOException {
            try {
                Optional<Artifact> copied = objects.download(object(object.key()), object.etag(), spool, object.size());
                if (copied.isEmpty() || copied.get().size() != object.size()) {
                    throw changed();
                }
            } catch (ObjectChangedException | ObjectTooLargeException e) {
                throw changed();
            }
            return Files.newInputStream(spool, StandardOpenOption.DELETE_ON_CLOSE);
        }

        private DamagedContentException changed() {
            return new DamagedContentException(
                    ReasonCode.SOURCE_CHANGED,
                    "The object was changed while it was read. Upload each build under a prefix of its own.");
        }
    }
}
