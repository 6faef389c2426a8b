package dev.tideway.catalog.check;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;

/** The newest update of every app version of one os, kept small for answers that nobody foresaw. */
final class OsUpdates {
    private final String os;
    /** In their order; {@code updates} run alongside. */
    private final String[] appVersions;

    private final byte[][] updates;
    private final Packing packing;

    OsUpdates(String os, NavigableMap<AppVersion, StockUpdate> newest, Packing packing) {
        this.os = os.intern();
        this.packing = packing;
        this.appVersions =
                newest.keySet().stream().map(v -> v.toString().intern()).toArray(String[]::new);
        this.updates = newest.values().stream()
                .map(update -> packing.pack(JsonText.object(update::write)))
                .toArray(byte[][]::new);
    }

    String os() {
        return os;
    }

    int count() {
        return appVersions.length;
    }

    String appVersion(int index) {
        return appVersions[index];
    }

    /** A JSON object: the update under its number. */
    String update(int index) {
        byte[] text = new byte[packing.unpackedLength(updates[index])];
        packing.unpack(updates[index], text, 0);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** -1 if nothing was released for exactly that app version. */
    int indexOf(String appVersion) {
        for (int i = 0; i < appVersions.length; i++) {
            if (appVersions[i].equals(appVersion)) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the first app version above the given one; the number of all if there is none. */
    int firstAbove(AppVersion appVersion) {
        int low = 0;
        int high = appVersions.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (new AppVersion(appVersions[middle]).compareTo(appVersion) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
