package dev.tideway.protocol.event;

/** A CloudEvent of a type that this version does not know; whether that is an error depends on the topic. */
public final class UnknownEventTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownEventTypeException(String type) {
        super("unknown CloudEvent type " + type + "; known are the types in docs/protocol.md");
    }
}
