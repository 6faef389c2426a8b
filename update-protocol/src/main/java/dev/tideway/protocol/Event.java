package dev.tideway.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** The data of one CloudEvent; its project id is the Kafka key, so that what concerns one project stays in order. */
public interface Event {
    String projectId();

    /** What the event is about within its project, the CloudEvent's {@code subject}. */
    @JsonIgnore
    String subject();
}
