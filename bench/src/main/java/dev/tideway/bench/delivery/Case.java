package dev.tideway.bench.delivery;

import dev.tideway.bench.load.Request;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What is asked for; packages come in the order of their size. */
enum Case {
    WHOLE_1("1 MB whole", packages -> List.of(packages.get(0).whole())),
    WHOLE_15("15 MB whole", packages -> List.of(packages.get(1).whole())),
    WHOLE_300("300 MB whole", packages -> List.of(packages.get(2).whole())),
    DOWNLOAD("15 MB by /download", packages -> List.of(Request.get(SampleCatalogue.download(2)))),
    RANGE_64K("64 KiB of 300 MB", packages -> packages.get(2).ranges(64 << 10)),
    RANGE_64K_OF_1("64 KiB of 1 MB", packages -> packages.get(0).ranges(64 << 10)),
    RANGE_64K_OF_15("64 KiB of 15 MB", packages -> packages.get(1).ranges(64 << 10)),
    RANGE_64K_BY_DOWNLOAD(
            "64 KiB of 15 MB by /download", packages -> packages.get(1).ranges(SampleCatalogue.download(2), 64 << 10)),
    RANGE_1M("1 MiB of 300 MB", packages -> packages.get(2).ranges(1 << 20)),
    RANGE_1M_OF_15("1 MiB of 15 MB", packages -> packages.get(1).ranges(1 << 20)),
    /** Not one request but thousands that last. */
    SLOW("slow readers", packages -> List.of(packages.get(1).whole()));

    private final String title;
    private final Function<List<SamplePackage>, List<Request>> requests;

    Case(String title, Function<List<SamplePackage>, List<Request>> requests) {
        this.title = title;
        this.requests = requests;
    }

    String title() {
        return title;
    }

    List<Request> requests(List<SamplePackage> packages) {
        return requests.apply(packages);
    }

    /** Answers of 300 MB are not timed: what is waited for there is the loopback interface. */
    boolean isTimed() {
        return this == WHOLE_1 || this == WHOLE_15 || this == RANGE_64K;
    }

    /** As it is given on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
