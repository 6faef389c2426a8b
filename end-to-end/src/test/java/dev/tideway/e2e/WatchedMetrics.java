package dev.tideway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the rules in {@code k8s/alerts} and the dashboards in {@code k8s/dashboards} speak of. */
record WatchedMetrics(Path root) {
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/runbooks/(\\w+)\\.md");
    /** Names of recording rules have colons. */
    private static final Pattern METRIC =
            Pattern.compile("(?<![\\w:])(?:tideway|http_server|jvm|process)_\\w+(?![\\w:])");

    List<String> alertsInOrder() throws IOException {
        return all(ALERT, files("k8s/alerts", ".yaml"));
    }

    List<String> namedRunbooks() throws IOException {
        return all(RUNBOOK, files("k8s/alerts", ".yaml"));
    }

    Set<String> alerts() throws IOException {
        return new TreeSet<>(alertsInOrder());
    }

    Set<String> runbooks() throws IOException {
        Set<String> names = new TreeSet<>();
        files("docs/runbooks", ".md")
                .forEach(file -> names.add(file.getFileName().toString().replace(".md", "")));
        return names;
    }

    /** Of the services; those of others, such as the blackbox exporter's, have other beginnings. */
    Set<String> metrics() throws IOException {
        Set<String> names = new TreeSet<>(all(METRIC, files("k8s/alerts", ".yaml")));
        names.addAll(all(METRIC, files("k8s/dashboards", ".json")));
        return names;
    }

    private List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> all(Pattern pattern, List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                found.add(matcher.groupCount() == 0 ? matcher.group() : matcher.group(1));
            }
        }
        return found;
    }
}
