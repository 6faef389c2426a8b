package dev.tideway.delivery.range;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that a request makes, decided in the order of RFC 9110 section 13.2.2.
 *
 * <p>Every component is the field's value as it came, absent where there is none.
 */
public record Preconditions(
        @Nullable String ifMatch,
        @Nullable String ifUnmodifiedSince,
        @Nullable String ifNoneMatch,
        @Nullable String ifModifiedSince,
        @Nullable String ifRange) {

    /**
     * What a representation can be told by.
     *
     * @param lastModified in whole seconds
     */
    public record Validators(EntityTag etag, Instant lastModified) {
        public Validators {
            lastModified = lastModified.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** What is to be done with the request. */
    public enum Verdict {
        PROCEED,
        /** 304. */
        NOT_MODIFIED,
        /** 412. */
        FAILED
    }

    /** For GET and HEAD of a representation that exists. */
    public Verdict evaluate(Validators current, Instant now) {
        if (!precedingStateHolds(current, now)) {
            return Verdict.FAILED;
        }
        return isAlreadyKnown(current, now) ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
    }

    /** Steps 1 and 2. */
    private boolean precedingStateHolds(Validators current, Instant now) {
        if (ifMatch != null) {
            return isAny(ifMatch) || EntityTag.parseList(ifMatch).stream().anyMatch(current.etag::equalsStrongly);
        }
        return date(ifUnmodifiedSince, now)
                .map(since -> !current.lastModified.isAfter(since))
                .orElse(true);
    }

    /** Steps 3 and 4. */
    private boolean isAlreadyKnown(Validators current, Instant now) {
        if (ifNoneMatch != null) {
            return isAny(ifNoneMatch)
                    || EntityTag.parseList(ifNoneMatch).stream().anyMatch(current.etag::equalsWeakly);
        }
        return date(ifModifiedSince, now)
                .map(since -> !current.lastModified.isAfter(since))
                .orElse(false);
    }

    /** Step 5: whether {@code Range} counts; if not, the whole is to be sent. */
    public boolean rangeCounts(Validators current, Instant now) {
        if (ifRange == null) {
            return true;
        }
        var tag = EntityTag.parse(ifRange.strip());
        if (tag.isPresent()) {
            return current.etag.equalsStrongly(tag.get());
        }
        // Section 8.8.2.2: within its own second a date cannot tell two versions apart.
        return date(ifRange, now).filter(current.lastModified::equals).isPresent()
                && Duration.between(current.lastModified, now).toSeconds() >= 1;
    }

    private static boolean isAny(String field) {
        return field.strip().equals("*");
    }

    private static Optional<Instant> date(@Nullable String field, Instant now) {
        return field == null ? Optional.empty() : HttpDate.parse(field.strip(), now);
    }
}
