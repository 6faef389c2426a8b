package dev.tideway.catalog.request;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code If-Match} of a change (RFC 9110, section 13.1.1), so that nobody changes what is not any more what
 * they saw.
 */
public record IfMatch(String header) {
    /** @throws RefusedException (428) if it is missing */
    public static IfMatch of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new RefusedException(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Read it first, and send the ETag of that answer as If-Match. * matches whatever is there.");
        }
        return new IfMatch(header.strip());
    }

    /**
     * @param present the strong entity tag of what is there, with its quotes
     * @throws RefusedException (412) if it is none of those that the caller saw
     */
    public void require(String present) {
        boolean matches = header.equals("*")
                || Arrays.stream(header.split(",")).map(String::strip).anyMatch(present::equals);
        if (!matches) {
            throw new RefusedException(
                    ProblemType.CHANGED_MEANWHILE,
                    "Somebody changed it since you read it. Read it again, and decide whether the change is still"
                            + " wanted.");
        }
    }
}
