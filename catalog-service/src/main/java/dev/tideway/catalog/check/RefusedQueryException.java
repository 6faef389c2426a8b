package dev.tideway.catalog.check;

/** Says which parameter of a check cannot be understood, and what to send in its place. */
public final class RefusedQueryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String parameter;

    private RefusedQueryException(String problem, String parameter, String detail) {
        super(detail);
        this.problem = problem;
        this.parameter = parameter;
    }

    static RefusedQueryException missing(String parameter, String detail) {
        return new RefusedQueryException("missing-parameter", parameter, detail);
    }

    static RefusedQueryException malformed(String parameter, String detail) {
        return new RefusedQueryException("malformed-parameter", parameter, detail);
    }

    static RefusedQueryException repeated(String parameter) {
        return new RefusedQueryException(
                "repeated-parameter", parameter, "Send " + parameter + " once; it was there more than once.");
    }

    /** The last part of the problem's type. */
    public String problem() {
        return problem;
    }

    public String parameter() {
        return parameter;
    }
}
