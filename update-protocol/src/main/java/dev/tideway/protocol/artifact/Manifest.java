package dev.tideway.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import java.util.List;

/**
 * The list of a package's files: a function of the files alone, so that every build of the same tree has the same one.
 *
 * @param files sorted by path
 */
@WireRecord
public record Manifest(@JsonProperty("package") Artifact updatePackage, Artifact bundle, List<ManifestFile> files) {
    public Manifest {
        Names.present("package", updatePackage);
        Names.present("bundle", bundle);
        files = List.copyOf(Names.present("files", files));
    }

    /**
     * @param path relative to the package, with {@code /} between its parts and none before them
     * @param size bytes
     */
    @WireRecord
    public record ManifestFile(String path, long size, Sha256 sha256) {
        public ManifestFile {
            Names.present("path", path);
            Names.size("size", size);
            Names.present("sha256", sha256);
        }
    }
}
