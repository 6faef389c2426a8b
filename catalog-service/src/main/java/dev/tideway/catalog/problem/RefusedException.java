package dev.tideway.catalog.problem;

/** Ends a request with a refusal that the caller is told of as it stands. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param detail says what to do */
    public RefusedException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    private RefusedException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** A parameter that breaks a rule. */
    public static RefusedException invalid(String parameter, String detail) {
        return new RefusedException(Problem.invalid(parameter, detail));
    }

    /** More than there may be (409). */
    public static RefusedException limit(String name, String detail) {
        return new RefusedException(Problem.of(ProblemType.LIMIT_REACHED, detail, name));
    }

    Problem problem() {
        return problem;
    }
}
