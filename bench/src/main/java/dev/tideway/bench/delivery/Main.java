package dev.tideway.bench.delivery;

import dev.tideway.bench.peer.Nginx;
import dev.tideway.bench.report.Side;
import dev.tideway.bench.stack.Bucket;
import dev.tideway.bench.stack.Folders;
import dev.tideway.bench.stack.Holding;
import dev.tideway.bench.stack.Http;
import dev.tideway.bench.stack.Parts;
import dev.tideway.bench.stack.Service;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import dev.tideway.protocol.artifact.ArtifactKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench/delivery}: puts the packages into S3, starts both servers, and hands over. */
@Command(
        name = "bench/delivery",
        mixinStandardHelpOptions = true,
        description = "What a download costs, beside nginx with sendfile on the same files.")
final class Main implements Callable<Integer> {
    private static final List<Long> SIZES = List.of(1_000_000L, 15_000_000L, 300_000_000L);

    @Mixin
    private final DeliveryOptions options = new DeliveryOptions();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .registerConverter(
                        Case.class,
                        name -> Case.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .execute(args));
    }

    @Override
    public Integer call() {
        Path files = Folders.emptied(options.folder()).resolve("files");
        Folders.emptied(files);
        List<SamplePackage> packages =
                SIZES.stream().map(size -> SamplePackage.write(files, size)).toList();
        try (Parts parts = Parts.start(options.folder().resolve("data"), List.of(Part.S3))) {
            upload(parts, packages);
            try (Service delivery = start(parts);
                    Nginx nginx = Nginx.start(
                            options.folder().resolve("nginx"),
                            freePort(),
                            sameFiles(delivery, files, packages.get(1)))) {
                packages.forEach(one -> Warming.untilOnDisk(delivery, one));
                new DeliveryBenchmark(
                                options,
                                new Side("nginx", nginx.address(), nginx.handle()),
                                new Side("delivery-service", delivery.address(), delivery.handle()),
                                packages)
                        .run();
                if (options.cases().contains(Case.SLOW)) {
                    SlowReading.run(options, nginx, delivery, packages.get(1));
                }
                if (options.strace) {
                    SystemCalls.print(options, nginx, delivery, packages);
                }
                if (options.hold) {
                    Holding.untilEnter("delivery-service " + delivery.handle().pid() + " at " + delivery.address()
                            + packages.get(1).path() + ", nginx " + nginx.address());
                }
            }
        }
        return 0;
    }

    private void upload(Parts parts, List<SamplePackage> packages) {
        try (Bucket bucket = Bucket.ofPublic(parts)) {
            packages.forEach(one -> bucket.put(one.key(), one.file()));
        }
        Path catalogue = options.folder().resolve("catalogue.json");
        SampleCatalogue.write(catalogue, packages);
        try (Bucket bucket = Bucket.ofPrivate(parts)) {
            bucket.put(ArtifactKeys.catalogue(SampleCatalogue.PROJECT), catalogue);
        }
    }

    private Service start(Parts parts) {
        Map<String, String> environment = Map.of(
                "TIDEWAY_DELIVERY_CACHE_DIRECTORY",
                options.folder().resolve("cache").toString());
        return Service.start(
                new Service.Launch("delivery-service", options.jvm, environment, freePort(), options.folder()), parts);
    }

    /** The same files under the same paths and header fields; {@code /download} is always the given one. */
    static String sameFiles(Service delivery, Path files, SamplePackage one) {
        String fields = Nginx.fieldsOf(Http.getOk(delivery.address().resolve(one.path())));
        return Stream.of(
                        "root " + files + ";",
                        "location /packages/ { default_type application/zip; types {}",
                        fields,
                        "}",
                        "location = /download { default_type application/zip; types {}",
                        fields,
                        "alias " + one.file() + ";",
                        "}")
                .reduce((above, below) -> above + "\n" + below)
                .orElseThrow();
    }

    private static int freePort() {
        return Ports.freePorts(1).get(0);
    }
}
