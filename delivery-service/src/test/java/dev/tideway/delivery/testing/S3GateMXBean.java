package dev.tideway.delivery.testing;

/** A management bean, because the test's classes and the resource's are not loaded by the same loader. */
public interface S3GateMXBean {
    /** How many requests with that text in their first line have passed. */
    int requests(String text);

    /** New connections are refused, existing ones are cut. */
    void close();

    /** Connections stand, but nothing passes. */
    void stall();

    void open();
}
