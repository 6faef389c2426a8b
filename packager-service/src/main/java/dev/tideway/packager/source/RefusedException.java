package dev.tideway.packager.source;

import dev.tideway.protocol.artifact.Reason;
import java.util.List;

/** A build cannot become a package as it is; carries everything that its maker has to mend. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Reason> reasons;

    public RefusedException(List<Reason> reasons) {
        super(reasons.toString(), null, false, false);
        this.reasons = List.copyOf(reasons);
    }

    public RefusedException(ReasonCode code, String message) {
        this(List.of(code.reason(message)));
    }

    public RefusedException(Reason reason) {
        this(List.of(reason));
    }

    /** At least one. */
    public List<Reason> reasons() {
        return reasons;
    }
}
