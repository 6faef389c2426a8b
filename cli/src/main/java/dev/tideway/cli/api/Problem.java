package dev.tideway.cli.api;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal as {@code application/problem+json} tells it (RFC 9457). */
@WireRecord
record Problem(@Nullable String title, @Nullable String detail) {
    /** The sentence for a person: the detail, or the title where there is none; empty where the body is no problem. */
    static Optional<String> sentence(byte[] body) {
        try {
            Problem problem = WireJson.read(body, Problem.class);
            return Optional.ofNullable(problem.detail != null ? problem.detail : problem.title);
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }
}
