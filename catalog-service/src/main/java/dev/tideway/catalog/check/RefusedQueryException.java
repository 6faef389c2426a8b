package dev.tideway.catalog.check;

/** Says which parameter of a check cannot be understood, and what to send in its place. */
public final class RefusedQueryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final String detail;

    RefusedQueryException(String parameter, String detail) {
        super(detail);
        this.parameter = parameter;
        this.detail = detail;
    }

    public String parameter() {
        return parameter;
    }

    /** What to do. */
    public String detail() {
        return detail;
    }
}
