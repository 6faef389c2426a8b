package dev.tideway.cli.terminal;

/** Hears how many bytes of a transfer are done. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress SILENT = bytes -> {};

    /**
     * Called often.
     *
     * @param bytes done so far, from the start; may go back when a transfer is tried again
     */
    void reached(long bytes);

    @Override
    default void close() {}
}
