package dev.tideway.packager.build;

/** Kafka does not take what is sent: nobody's build is at fault, so it is waited for. */
final class KafkaAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaAwayException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
