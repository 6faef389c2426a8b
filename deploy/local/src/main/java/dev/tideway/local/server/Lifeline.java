package dev.tideway.local.server;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Ties a child process to its parent through the pipe on standard input: the pipe ends when the parent closes it and
 * also when the parent is killed, which no signal or shutdown hook would tell.
 */
public final class Lifeline {
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(20);

    private final PrintStream parent;

    private Lifeline(PrintStream parent) {
        this.parent = parent;
    }

    /** Takes standard output for the parent's one line; whatever else prints goes to standard error, the log. */
    public static Lifeline hold() {
        var lifeline = new Lifeline(System.out);
        System.setOut(System.err);
        daemon("lifeline", Lifeline::exitAtEndOfInput);
        return lifeline;
    }

    public void ready(int port) {
        parent.println("READY " + port);
        parent.flush();
    }

    private static void exitAtEndOfInput() {
        try {
            System.in.transferTo(PrintStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("The pipe to the parent broke, stopping: " + e.getMessage());
        }
        daemon("shutdown limit", Lifeline::haltWhenShutdownHangs);
        System.exit(0);
    }

    private static void haltWhenShutdownHangs() {
        try {
            Thread.sleep(SHUTDOWN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
