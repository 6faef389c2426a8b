package dev.tideway.delivery.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class DevicePathTest {
    private static final String DIGEST = "a".repeat(64);

    @Test
    void takesTheKeysOfThePublicBucketForPaths() {
        for (String path : List.of(
                "packages/" + DIGEST + ".zip",
                "bundles/" + DIGEST + ".tar",
                "manifests/" + DIGEST + ".json",
                "actions/none/" + DIGEST + ".json",
                "actions/" + DIGEST + "/" + DIGEST + ".json",
                "patches/" + DIGEST + "/" + DIGEST + ".dcz")) {
            assertThat(DevicePath.parse("/" + path)).isInstanceOf(DevicePath.Immutable.class);
        }
    }

    @Test
    void decodesTheNamesOfPublicFilesOnce() {
        assertThat(DevicePath.parse("/deploy/shop/ios-v2.1%20b+c%2541.zip"))
                .isEqualTo(new DevicePath.PublicFile("shop", "ios-v2.1 b+c%41.zip"));
    }

    @Property
    void neverLeavesTheProjectsFolder(
            @ForAll @Chars({'.', '/', '%', '2', 'e', 'E', 'f', '\\', '0', '5', 'c'}) @CharRange(from = 'a', to = 'c')
                    String path) {
        if (DevicePath.parse("/deploy/shop/" + path) instanceof DevicePath.PublicFile file) {
            assertThat(file.projectId()).isEqualTo("shop");
            assertThat(List.of(file.rest().split("/", -1))).doesNotContain("", ".", "..");
            assertThat(file.rest()).doesNotContain("\\", "\0");
        }
    }

    @Property
    void takesAnyText(@ForAll String path) {
        assertThat(DevicePath.parse(path)).isNotNull();
    }
}
