package dev.tideway.catalog.publish;

import dev.tideway.catalog.check.AppVersion;
import dev.tideway.catalog.check.UpdateChecker;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lies in the public bucket for devices that ask no service: the static forms, and the older plugin's layout
 * (Cordova 5.2 and below).
 *
 * @param revision that of the catalogue that they are made from
 * @param zips are to be there before {@code olderUpdateJson} names them
 */
record PublicFiles(long revision, List<JsonFile> staticForms, List<ZipCopy> zips, JsonFile olderUpdateJson) {
    /** The older plugin compares this version alone; where it repeats, the newest update is the one to be had. */
    private static final Comparator<CatalogueRelease> OLDER_PLUGINS_ORDER = Comparator.comparing(
                    (CatalogueRelease r) -> new AppVersion(r.deployVersion()))
            .thenComparing(r -> new AppVersion(r.appVersion()))
            .thenComparing(CatalogueRelease::updateNumber);

    /** @param json small enough to be held as a text */
    record JsonFile(String key, String json) {}

    /** A package under a name that older plugins can guess. */
    record ZipCopy(String key, Sha256 packageDigest) {
        String source() {
            return ArtifactKeys.packageZip(packageDigest);
        }
    }

    /** @param whole with every number, so that a channel in which nothing is offered any more gets its empty form */
    static PublicFiles of(Catalogue whole, UpdateChecker checker) {
        String project = whole.projectId();
        SortedMap<String, CatalogueRelease> highest = highestByOs(whole);
        List<ZipCopy> zips = highest.entrySet().stream()
                .map(e -> new ZipCopy(
                        ArtifactKeys.olderPackage(
                                project, e.getKey(), e.getValue().deployVersion()),
                        e.getValue().updatePackage().sha256()))
                .toList();
        SortedMap<String, Map<String, String>> versions = new TreeMap<>();
        highest.forEach((os, release) -> versions.put(os, Map.of("version", release.deployVersion())));
        return new PublicFiles(
                whole.revision(),
                staticForms(whole, checker),
                zips,
                new JsonFile(ArtifactKeys.olderUpdateJson(project), WireJson.writeString(versions)));
    }

    private static List<JsonFile> staticForms(Catalogue whole, UpdateChecker checker) {
        List<JsonFile> forms = new ArrayList<>();
        forms.add(staticForm(ArtifactKeys.staticCheckUpdate(whole.projectId()), whole, checker, Names.DEFAULT_CHANNEL));
        whole.releases().stream()
                .map(CatalogueRelease::channel)
                .filter(channel -> !channel.equalsIgnoreCase(Names.DEFAULT_CHANNEL))
                .distinct()
                .sorted()
                .map(c -> staticForm(ArtifactKeys.staticCheckUpdate(whole.projectId(), c), whole, checker, c))
                .forEach(forms::add);
        return forms;
    }

    private static JsonFile staticForm(String key, Catalogue whole, UpdateChecker checker, String channel) {
        return new JsonFile(key, new String(checker.staticForm(whole, channel), StandardCharsets.UTF_8));
    }

    private static SortedMap<String, CatalogueRelease> highestByOs(Catalogue whole) {
        SortedMap<String, CatalogueRelease> highest = new TreeMap<>();
        whole.releases().stream()
                .filter(r -> r.channel().equalsIgnoreCase(Names.DEFAULT_CHANNEL))
                .filter(UpdateChecker::isForEveryDevice)
                .sorted(OLDER_PLUGINS_ORDER)
                .forEach(release -> highest.put(release.os(), release));
        return highest;
    }
}
