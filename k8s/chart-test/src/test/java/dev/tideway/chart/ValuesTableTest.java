package dev.tideway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code k8s/README.md} is made of {@code values.yaml}: {@code -Dtideway.chart.write=true} writes it anew. */
class ValuesTableTest {
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):(?: (.*))?");
    private static final Pattern DESCRIPTION = Pattern.compile(" *# -- (.*)");
    private static final String BEGIN = "<!-- values -->\n";
    private static final String END = "<!-- end of values -->\n";

    private record Value(String path, String standard, String description) {
        String row() {
            return "| `" + path + "` | `" + standard + "` | " + description.replace("|", "\\|") + " |";
        }
    }

    @Test
    void everyValueIsDescribedAndInTheReadme() throws IOException {
        Path readme = Chart.ROOT.resolve("README.md");
        String text = Files.readString(readme);
        String table = values().stream()
                .map(Value::row)
                .collect(Collectors.joining("\n", "| value | default | |\n| --- | --- | --- |\n", "\n"));
        String wanted =
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("tideway.chart.write")) {
            Files.writeString(readme, wanted);
        }

        assertThat(Files.readString(readme)).isEqualTo(wanted);
    }

    /** Reads the lines, since the descriptions are comments, which no YAML parser keeps. */
    private static List<Value> values() throws IOException {
        List<Value> values = new ArrayList<>();
        Deque<String> parents = new ArrayDeque<>();
        String description = null;
        for (String line : Files.readAllLines(Chart.ROOT.resolve("values.yaml"))) {
            Matcher comment = DESCRIPTION.matcher(line);
            if (comment.matches()) {
                description = comment.group(1);
                continue;
            }
            Matcher key = KEY.matcher(line);
            if (!key.matches()) {
                continue;
            }
            while (parents.size() > key.group(1).length() / 2) {
                parents.removeLast();
            }
            parents.addLast(key.group(2));
            if (key.group(3) != null) {
                String path = String.join(".", parents);
                boolean jobs = path.matches("(migration|tests)\\.resources\\..*");
                assertThat(description != null || jobs)
                        .as("values.yaml describes " + path)
                        .isTrue();
                values.add(new Value(path, key.group(3), description == null ? "" : description));
            }
            description = null;
        }
        return values;
    }
}
