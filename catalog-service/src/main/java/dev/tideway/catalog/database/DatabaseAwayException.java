package dev.tideway.catalog.database;

/** PostgreSQL cannot be reached, answers too late or is not prepared yet: the same call may succeed in a while. */
public final class DatabaseAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseAwayException(String message) {
        super(message);
    }

    DatabaseAwayException(Throwable cause) {
        super("The database cannot be reached: " + cause.getMessage(), cause);
    }
}
