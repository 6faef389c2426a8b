package dev.tideway.packager.archive;

import dev.tideway.packager.archive.ReproducibleArchive.Archives;
import dev.tideway.packager.manifest.PackageManifest;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.SourceArchive;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes one package without Kafka and S3, so that scripts can look at it with other programs and on other JDKs. */
public final class PackArchive {
    private PackArchive() {}

    /** @param args an archive, a folder for package.zip and bundle.tar, and how many threads compress */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[1]));
        try (SourceArchive source =
                        SourceArchive.open(Path.of(args[0]), folder.resolve("spool"), TestPackages.LIMITS, null);
                Compressors compressors = new Compressors(Integer.parseInt(args[2]))) {
            Archives made = new ReproducibleArchive(compressors)
                    .write(
                            source.tree(),
                            folder.resolve("bundle.tar"),
                            folder.resolve("package.zip"),
                            new Deadline(TestPackages.LIMITS.time()));
            source.tree().problems().refuseIfAny();
            Artifact updatePackage = made.updatePackage().orElseThrow();
            byte[] manifest = WireJson.write(PackageManifest.of(updatePackage, made.bundle()));
            System.out.println("package  " + updatePackage.sha256());
            System.out.println("bundle   " + made.bundle().artifact().sha256());
            System.out.println("manifest " + Sha256.of(manifest));
        } finally {
            Files.deleteIfExists(folder.resolve("spool"));
        }
    }
}
