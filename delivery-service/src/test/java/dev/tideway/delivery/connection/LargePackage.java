package dev.tideway.delivery.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import org.jspecify.annotations.Nullable;

/**
 * A package of more bytes than the kernel's buffers on both sides take, which the service has on disk; the same for all
 * tests of a class, since making, storing and fetching it takes seconds.
 */
record LargePackage(String path, int length) {
    private static final int BYTES = 40 << 20;
    private static @Nullable LargePackage stored;

    static LargePackage onDisk(Device device) {
        var large = store();
        assertThat(device.get(large.path, "Range", "bytes=0-0").statusCode()).isEqualTo(206);
        return large;
    }

    private static synchronized LargePackage store() {
        if (stored == null) {
            byte[] content = Buckets.zip(BYTES);
            stored = new LargePackage("/packages/" + new Buckets().putPackage(content) + ".zip", content.length);
        }
        return stored;
    }
}
