package dev.tideway.delivery.cache;

import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of something that never changes, which is its key in the public bucket and its path for devices.
 *
 * @param digest of the content, where the name says it: packages and bundles
 */
public record ArtifactName(String key, String contentType, Optional<Sha256> digest) {
    private static final String HEX = "[0-9a-f]{64}";
    private static final int HEX_LENGTH = 64;
    private static final Pattern MANIFEST = Pattern.compile("manifests/" + HEX + "\\.json");
    private static final Pattern ACTIONS = Pattern.compile("actions/(" + HEX + "|none)/" + HEX + "\\.json");
    private static final Pattern PATCH = Pattern.compile("patches/" + HEX + "/" + HEX + "\\.dcz");

    /** Empty if no artifact can have that key. */
    public static Optional<ArtifactName> parse(String key) {
        var updatePackage = digest(key, ArtifactKeys.PACKAGES, ".zip");
        if (updatePackage.isPresent()) {
            return Optional.of(new ArtifactName(key, "application/zip", updatePackage));
        }
        var bundle = digest(key, ArtifactKeys.BUNDLES, ".tar");
        if (bundle.isPresent()) {
            return Optional.of(new ArtifactName(key, "application/x-tar", bundle));
        }
        if (MANIFEST.matcher(key).matches() || ACTIONS.matcher(key).matches()) {
            return Optional.of(new ArtifactName(key, "application/json", Optional.empty()));
        }
        return PATCH.matcher(key).matches()
                ? Optional.of(new ArtifactName(key, "application/octet-stream", Optional.empty()))
                : Optional.empty();
    }

    private static Optional<Sha256> digest(String key, String prefix, String suffix) {
        if (key.length() != prefix.length() + HEX_LENGTH + suffix.length()
                || !key.startsWith(prefix)
                || !key.endsWith(suffix)) {
            return Optional.empty();
        }
        String hex = key.substring(prefix.length(), prefix.length() + HEX_LENGTH);
        return Sha256.isHex(hex) ? Optional.of(new Sha256(hex)) : Optional.empty();
    }

    public static ArtifactName ofPackage(Sha256 digest) {
        return new ArtifactName(ArtifactKeys.packageZip(digest), "application/zip", Optional.of(digest));
    }
}
