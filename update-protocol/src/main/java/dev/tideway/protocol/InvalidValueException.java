package dev.tideway.protocol;

/** Says which field of a message or request breaks which rule, so that its sender can mend it. */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidValueException(String field, String rule) {
        super(field + " " + rule);
        this.field = field;
    }

    /** The field's name as it stands on the wire, for example {@code project_id}. */
    public String field() {
        return field;
    }
}
