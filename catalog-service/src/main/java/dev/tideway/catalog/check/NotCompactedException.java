package dev.tideway.catalog.check;

/** A topic that the broker shortens in time would lose projects that did not change for long: nothing to start from. */
final class NotCompactedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCompactedException(String topic, String policy) {
        super("the topic " + topic + " has cleanup.policy=" + policy
                + ": projects that do not change would vanish. Set it"
                + " to compact (kafka-configs.sh --alter --topic " + topic
                + " --add-config cleanup.policy=compact), then publish every project again");
    }
}
