package dev.tideway.catalog.problem;

import java.util.Locale;

/** Every kind of refusal of this service, with what outsiders hold on to: its URN and its status (RFC 9457). */
public enum ProblemType {
    INVALID_PARAMETER(400, "A parameter is wrong"),
    NOT_AUTHENTICATED(401, "No valid token"),
    NOT_ALLOWED(403, "Not allowed"),
    UNKNOWN_PROJECT(404, "Unknown project"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "Wrong method"),
    NOT_ACCEPTABLE(406, "No such representation"),
    PROJECT_EXISTS(409, "The project exists"),
    BUILD_ANNOUNCED(409, "The build is announced already"),
    UPLOAD_MISSING(409, "The upload is missing"),
    UPLOAD_SIZE(409, "The upload has another size"),
    WRONG_STATE(409, "Its state does not allow this"),
    PROJECT_ARCHIVED(409, "The project is archived"),
    LIMIT_REACHED(409, "A limit is reached"),
    PROJECT_OUTDATED(409, "The project has to be recovered"),
    BYTES_NEEDED(409, "Others need the same bytes"),
    ALIAS_TAKEN(409, "The alias is taken"),
    REQUEST_IN_PROGRESS(409, "The request is being carried out"),
    PROJECT_DELETED(410, "The project is deleted"),
    CHANGED_MEANWHILE(412, "It was changed meanwhile"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has a wrong type"),
    IDEMPOTENCY_KEY_REUSED(422, "The key was sent with another request"),
    PRECONDITION_REQUIRED(428, "If-Match is missing"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something broke on our side"),
    NOT_READY(503, "Not ready yet"),
    DATABASE_AWAY(503, "The database is away"),
    STORAGE_AWAY(503, "The storage is away"),
    KAFKA_AWAY(503, "Kafka is away");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The problem's {@code type}, such as {@code urn:tideway:problem:upload-missing}. */
    public String urn() {
        return "urn:tideway:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
