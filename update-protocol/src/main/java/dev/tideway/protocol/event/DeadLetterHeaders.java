package dev.tideway.protocol.event;

import java.util.List;

/** Headers of a message on {@code <topic>.dlq}, beside those that it came with. */
public final class DeadLetterHeaders {
    /** Why it could not be handled. */
    public static final String CAUSE = "dead-letter-cause";

    /** The topic that it was read from. */
    public static final String TOPIC = "dead-letter-topic";

    public static final String PARTITION = "dead-letter-partition";

    public static final String OFFSET = "dead-letter-offset";

    /** When it was put aside: RFC 3339, UTC. */
    public static final String TIME = "dead-letter-time";

    /** All of the above, which a message loses when it is sent again. */
    public static final List<String> ALL = List.of(CAUSE, TOPIC, PARTITION, OFFSET, TIME);

    /** On the source topic, of a message that was sent again: {@code topic/partition/offset} of the dead letter. */
    public static final String REPLAYED_FROM = "dead-letter-replayed-from";

    private DeadLetterHeaders() {}
}
