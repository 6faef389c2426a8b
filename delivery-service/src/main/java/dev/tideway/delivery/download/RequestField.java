package dev.tideway.delivery.download;

/** Fields of a request on which it depends what of a file is sent. */
enum RequestField {
    RANGE,
    IF_RANGE,
    IF_MATCH,
    IF_NONE_MATCH,
    IF_MODIFIED_SINCE,
    IF_UNMODIFIED_SINCE,
    WANT_REPR_DIGEST
}
