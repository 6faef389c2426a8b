package dev.tideway.bench.check;

import dev.tideway.bench.machine.Memory;
import dev.tideway.bench.peer.Nginx;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Side;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.stack.Folders;
import dev.tideway.bench.stack.Holding;
import dev.tideway.bench.stack.Http;
import dev.tideway.bench.stack.Parts;
import dev.tideway.bench.stack.Service;
import dev.tideway.cli.token.SigningKey;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench/check}: loads the projects, starts both servers, and hands over. */
@Command(
        name = "bench/check",
        mixinStandardHelpOptions = true,
        description = "What a check costs, beside nginx answering the same from memory.")
final class Main implements Callable<Integer> {
    @Mixin
    private final CheckOptions options = new CheckOptions();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        var projects = new SampleProjects(options.projects());
        Path folder = Folders.emptied(options.folder());
        SigningKey.create(folder.resolve("keys/signing-key.jwk"));
        try (Parts parts = Parts.start(folder.resolve("data"), List.of(Part.values()));
                var topic = new BenchTopic(parts.setting("tideway.kafka.bootstrap-servers"))) {
            Duration empty = startEmpty(parts);
            seed(topic, projects);
            measure(parts, topic, projects, empty);
        }
        return 0;
    }

    private Duration startEmpty(Parts parts) {
        try (Service catalog = start(parts, new GcLog(options.folder().resolve("empty-gc.log")))) {
            return catalog.timeToReady();
        }
    }

    private static void seed(BenchTopic topic, SampleProjects projects) {
        long begin = System.nanoTime();
        for (int project = 0; project < projects.count(); project++) {
            topic.send(SampleProjects.catalogue(project, 1));
        }
        topic.flush();
        System.out.printf(
                "%,d catalogues written to the topic in %.1f s%n", projects.count(), (System.nanoTime() - begin) / 1e9);
    }

    private void measure(Parts parts, BenchTopic topic, SampleProjects projects, Duration empty) {
        var gcLog = new GcLog(options.folder().resolve("gc.log"));
        try (Service catalog = start(parts, gcLog)) {
            describe(catalog, empty);
            var sample = Http.getOk(catalog.address().resolve(projects.randomTarget()));
            var requests = CheckRequests.random(projects, catalog.address());
            int port = Ports.freePorts(1).get(0);
            try (Nginx nginx = Nginx.start(options.folder().resolve("nginx"), port, SameAnswer.locations(sample))) {
                var ofNginx = requests.withEntityTag(
                        sample.headers().firstValue("etag").orElseThrow());
                new CheckBenchmark(
                                options,
                                new CheckSide(new Side("nginx", nginx.address(), nginx.handle()), ofNginx),
                                new CheckSide(
                                        new Side("catalog-service", catalog.address(), catalog.handle()), requests),
                                gcLog)
                        .run(topic, projects);
                new FirstAnswer(parts, topic, catalog.address(), options.folder()).run(options.builds());
                hold(catalog, nginx);
            }
        }
    }

    private Service start(Parts parts, GcLog gcLog) {
        List<String> flags = new ArrayList<>(options.jvm);
        flags.add(gcLog.flag());
        Map<String, String> environment = Map.of(
                "TIDEWAY_TOKEN_JWKS",
                options.folder().resolve("keys/jwks.json").toUri().toString(),
                "TIDEWAY_PUBLIC_URL",
                "https://cdn.example.com");
        int port = Ports.freePorts(1).get(0);
        return Service.start(new Service.Launch("catalog-service", flags, environment, port, options.folder()), parts);
    }

    private void describe(Service catalog, Duration empty) {
        long live = catalog.liveHeap();
        System.out.println(new Table(
                        "projects", "answers each", "start, none", "start, all", "live heap", "per project", "resident")
                .row(
                        Numbers.whole(options.projects()),
                        SampleProjects.answersEach(),
                        Numbers.tenths(Numbers.seconds(empty)) + " s",
                        Numbers.tenths(Numbers.seconds(catalog.timeToReady())) + " s",
                        Numbers.mebibytes(live),
                        Numbers.tenths(live / 1024.0 / options.projects()) + " KiB",
                        Numbers.mebibytes(Memory.resident(catalog.handle()))));
    }

    private void hold(Service catalog, Nginx nginx) {
        if (options.hold) {
            Holding.untilEnter("catalog-service " + catalog.handle().pid() + " at " + catalog.address() + ", nginx at "
                    + nginx.address());
        }
    }
}
