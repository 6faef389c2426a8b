package dev.tideway.protocol.artifact;

/** The keys of the two buckets; those of the public one are also the paths that devices and CDNs ask for. */
public final class ArtifactKeys {
    /** Private: where builds are uploaded to. */
    public static final String BUILDS = "builds/";

    /** Private: what became of each build. */
    public static final String RECEIPTS = "receipts/";

    /** Private: each project's whole catalogue. */
    public static final String CATALOGUES = "catalogue/";

    /** Private: which projects claim an alias, by keys alone. */
    public static final String ALIASES = "aliases/";

    /** Public: update ZIPs. */
    public static final String PACKAGES = "packages/";

    /** Public: the same files as canonical tar archives. */
    public static final String BUNDLES = "bundles/";

    /** Public: lists of a package's files. */
    public static final String MANIFESTS = "manifests/";

    /** Public: install instructions from one package to another. */
    public static final String ACTIONS = "actions/";

    /** Public: the static form and the older plugin's files. */
    public static final String DEPLOY = "deploy/";

    private ArtifactKeys() {}

    /** Every source of a project's builds lies under this prefix. */
    public static String builds(String projectId) {
        return BUILDS + projectId + "/";
    }

    /** @param random a fresh part for each upload, so that no upload overwrites another */
    public static String upload(String projectId, String buildId, String random) {
        return builds(projectId) + buildId + "/" + random;
    }

    public static String receipt(String projectId, String os, String buildId) {
        return RECEIPTS + projectId + "/" + os + "/" + buildId + ".json";
    }

    public static String catalogue(String projectId) {
        return CATALOGUES + projectId + ".json";
    }

    /** Under this prefix lies one claim of each project that has, or had, the alias. */
    public static String aliasClaims(String alias) {
        return ALIASES + alias + "/";
    }

    /** An empty object of one project alone, so that no project's publisher can undo what another's wrote. */
    public static String aliasClaim(String alias, String projectId) {
        return aliasClaims(alias) + projectId;
    }

    public static String packageZip(Sha256 packageDigest) {
        return PACKAGES + packageDigest + ".zip";
    }

    public static String bundle(Sha256 bundleDigest) {
        return BUNDLES + bundleDigest + ".tar";
    }

    /** Kept under the package's digest, so that whoever has a package finds its manifest. */
    public static String manifest(Sha256 packageDigest) {
        return MANIFESTS + packageDigest + ".json";
    }

    /** Instructions from an earlier package, or from {@code none}, to this one. */
    public static String actions(ActionsBase from, Sha256 toPackageDigest) {
        return ACTIONS + from + "/" + toPackageDigest + ".json";
    }

    /** Every public file of one project that is not named by its content. */
    public static String deploy(String projectId) {
        return DEPLOY + projectId + "/";
    }

    /** The static form for stock devices of the default channel. */
    public static String staticCheckUpdate(String projectId) {
        return deploy(projectId) + "checkUpdate.json";
    }

    /** The static form for stock devices of another channel. */
    public static String staticCheckUpdate(String projectId, String channel) {
        return deploy(projectId) + "channels/" + channel + "/checkUpdate.json";
    }

    /** What the older plugin (Cordova 5.2 and below) reads first. */
    public static String olderUpdateJson(String projectId) {
        return deploy(projectId) + "update.json";
    }

    /** The ZIP that the older plugin takes next. */
    public static String olderPackage(String projectId, String os, String deployVersion) {
        return deploy(projectId) + downloadName(os, deployVersion);
    }

    /** The file name under which a device's package is offered for saving, {@code ios-v2.1.0.zip}. */
    public static String downloadName(String os, String version) {
        return os + "-v" + version + ".zip";
    }
}
