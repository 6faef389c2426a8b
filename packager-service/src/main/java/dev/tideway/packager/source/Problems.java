package dev.tideway.packager.source;

import dev.tideway.protocol.artifact.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a build, so that its maker hears of everything at once, and not of a million things. */
public final class Problems {
    /** Characters of a path that are told; a name in an archive may have 65,535 bytes, a Kafka message 1 MiB. */
    private static final int MAX_PATH = 256;

    private final List<Reason> reasons = new ArrayList<>();
    private final int limit;
    private int more;

    /** @param limit told at once; the rest is counted */
    public Problems(int limit) {
        this.limit = limit;
    }

    public void add(ReasonCode code, @Nullable String path, String message) {
        add(code.about(path == null ? null : shortened(path), message));
    }

    public boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Whether what else is found would only be counted. */
    public boolean isFull() {
        return reasons.size() >= limit;
    }

    /** Ends the reading here if anything is wrong so far. */
    public void refuseIfAny() throws RefusedException {
        if (!reasons.isEmpty()) {
            throw refused();
        }
    }

    /** Ends the reading with one more problem, after which nothing else can be found. */
    public RefusedException fatal(ReasonCode code, String message) {
        add(code, null, message);
        return refused();
    }

    /** Ends the reading with what is wrong so far, and with what ended it. */
    public RefusedException fatal(RefusedException last) {
        last.reasons().forEach(this::add);
        return refused();
    }

    private void add(Reason reason) {
        if (reasons.size() < limit) {
            reasons.add(reason);
        } else {
            more++;
        }
    }

    private RefusedException refused() {
        List<Reason> all = new ArrayList<>(reasons);
        if (more > 0) {
            all.add(ReasonCode.MORE_PROBLEMS.reason(
                    more + " more problems were found. Mend the ones above first, they are often of one kind."));
        }
        return new RefusedException(all);
    }

    /** A path as it can be told: of bounded length, and of whole characters, which alone can be written as UTF-8. */
    public static String shortened(String path) {
        String told = path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "…";
        return new String(told.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
