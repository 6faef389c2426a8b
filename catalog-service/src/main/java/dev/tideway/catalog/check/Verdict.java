package dev.tideway.catalog.check;

import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a device is told of one release, and why.
 *
 * @param inPlace the release that is told instead, where there is one
 */
public record Verdict(
        CatalogueRelease release, Reason reason, @Nullable CatalogueRelease inPlace) {
    /** Why a release is told or not; the first that holds. */
    public enum Reason {
        /** It stands in the answer. */
        TOLD,
        /** It is for another os. */
        OTHER_OS,
        /** It is for an app version that the answer does not name. */
        OTHER_APP_VERSION,
        /** It is on a channel that the device does not listen to. */
        OTHER_CHANNEL,
        PAUSED,
        WITHDRAWN,
        PURGED,
        /** It does not reach every device, and a stock device cannot choose. */
        PARTIAL_ROLLOUT,
        /** It needs a certain plugin, and a stock device does not say reliably which one it has. */
        NEEDS_PLUGIN,
        /** A newer one is told in its place. */
        NEWER_TOLD;

        /** As it stands on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isTold() {
        return reason == Reason.TOLD;
    }
}
