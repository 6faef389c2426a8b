package dev.tideway.delivery.download;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.protocol.catalogue.Catalogue;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What requests mean by their targets, remembered by the text: to take a query apart, choose a package and write its header
 * fields costs several times what sending 64 KiB of it does.
 */
@Singleton
class KnownTargets {
    private static final String DOWNLOAD = "/download";
    /** Characters, and as many again for what they mean. */
    private static final int MOST_CHARACTERS = 8 << 20;

    private static final int CHARACTERS_OF_A_MEANING = 2048;

    private final DownloadRoute downloads;
    private final ArtifactRoute artifacts;
    private final Cache<String, Meaning> meanings = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String target, Meaning meaning) -> target.length() + CHARACTERS_OF_A_MEANING)
            .build();

    /**
     * @param query absent where the path alone says it, which never changes
     * @param catalogue as long as the project's is this one, the query means this
     */
    private record Meaning(
            KnownTarget target, @Nullable DownloadQuery query, WeakReference<@Nullable Catalogue> catalogue) {}

    KnownTargets(DownloadRoute downloads, ArtifactRoute artifacts) {
        this.downloads = downloads;
        this.artifacts = artifacts;
    }

    /** Null where the target means no artifact, or what it means is not known at once. */
    @Nullable KnownTarget find(String target) {
        var known = meanings.getIfPresent(target);
        if (known != null && known.query == null) {
            return known.target;
        }
        var found = known == null ? look(target) : lookAgain(known);
        if (found == null) {
            return null;
        }
        if (found != known) {
            meanings.put(target, found);
        }
        return found.target;
    }

    private @Nullable Meaning look(String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (path.equals(DOWNLOAD)) {
            return ofQuery(question < 0 ? "" : target.substring(question + 1));
        }
        return ArtifactName.parse(path.substring(1))
                .map(name -> new Meaning(
                        new KnownTarget(path, artifacts.wanted(name)),
                        null,
                        new WeakReference<@Nullable Catalogue>(null)))
                .orElse(null);
    }

    private @Nullable Meaning ofQuery(String text) {
        try {
            var query = DownloadQuery.parse(text);
            var catalogue = downloads.catalogueNow(query);
            return catalogue == null ? null : chosen(query, catalogue);
        } catch (RefusedException e) {
            return null;
        }
    }

    private @Nullable Meaning lookAgain(Meaning known) {
        var query = known.query;
        var catalogue = query == null ? null : downloads.catalogueNow(query);
        if (query == null || catalogue == null) {
            return null;
        }
        return catalogue == known.catalogue.get() ? known : chosen(query, catalogue);
    }

    private @Nullable Meaning chosen(DownloadQuery query, Catalogue catalogue) {
        return downloads
                .wanted(query, catalogue)
                .map(wanted -> new Meaning(new KnownTarget(DOWNLOAD, wanted), query, new WeakReference<>(catalogue)))
                .orElse(null);
    }
}
