package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AppVersionPropertyTest {
    @Property
    void isATotalOrder(@ForAll("versions") String a, @ForAll("versions") String b, @ForAll("versions") String c) {
        List<AppVersion> sorted =
                Stream.of(a, b, c).map(AppVersion::new).sorted().toList();

        assertThat(sorted.get(0)).isLessThanOrEqualTo(sorted.get(1)).isLessThanOrEqualTo(sorted.get(2));
        assertThat(sorted.get(1)).isLessThanOrEqualTo(sorted.get(2));
        assertThat(new AppVersion(a).compareTo(new AppVersion(b)) == 0).isEqualTo(a.equals(b));
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.of("0", "00", "1", "01", "2", "10", "a", "b.1", "é", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(parts -> Arbitraries.of(".", "-", "+", ".-").map(separator -> String.join(separator, parts)));
    }
}
