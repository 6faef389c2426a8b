package dev.tideway.cli.status;

import dev.tideway.cli.api.BuildStatus;
import dev.tideway.protocol.artifact.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words where a build stands. */
public final class BuildWords {
    private BuildWords() {}

    /** One sentence, then the package's digest or the reasons, a line each. */
    public static List<String> lines(BuildStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(sentence(status));
        if (status.sha256() != null) {
            lines.add("  package sha256 " + status.sha256());
        }
        status.reasons().forEach(reason -> lines.add(line(reason)));
        return lines;
    }

    private static String sentence(BuildStatus status) {
        String build = "Build " + status.buildId();
        return switch (status.state()) {
            case "offered" -> build + " is offered" + asUpdate(status) + ".";
            case "held" ->
                build + " is ready and held" + asUpdate(status) + ": it waits for an operator to approve it.";
            case "scheduled" -> build + " is ready and scheduled" + asUpdate(status) + ": it is offered at its time.";
            case "superseded" -> build + " is superseded: a build announced after it is offered already.";
            case "declined" -> build + " is declined: an operator decided that it is not offered.";
            case "rejected" -> build + " was rejected" + line(status) + ":";
            case "failed" -> build + " failed" + line(status) + ", through no fault of its files:";
            case "awaiting_upload" -> build + " waits for its upload.";
            default -> build + " is not decided yet; its state is " + status.state() + ".";
        };
    }

    private static String asUpdate(BuildStatus status) {
        return (status.updateNumber() == null ? "" : " as update " + status.updateNumber()) + line(status);
    }

    private static String line(BuildStatus status) {
        String names = Stream.of(status.projectId(), status.os(), status.appVersion())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return (names.isEmpty() ? "" : " for " + names)
                + (status.channel() == null ? "" : " on channel " + status.channel());
    }

    private static String line(Reason reason) {
        return "  " + reason.code() + (reason.path() == null ? "" : "  " + reason.path()) + "  " + reason.message();
    }
}
