package dev.tideway.local.server;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Ties a child process to its parent through the pipe on standard input: the pipe ends when the parent closes it and
 * also when the parent is killed, which no signal or shutdown hook would tell.
 */
public final class Lifeline {
    /** Nothing that a server has confirmed is lost when it ends at once. */
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(20);

    /** Longer than the packager gives the builds that it runs. */
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(50);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private Lifeline() {}

    /** What a server does to come up: it returns when it serves, and its shutdown hooks end it. */
    interface Start {
        void start(ServerArguments arguments) throws Exception;
    }

    /** Starts a server, tells the parent {@code READY <port>} when it serves, and stays until the parent lets go. */
    static void serve(String[] args, Start server) {
        var parent = System.out;
        // Standard output belongs to that one line; whatever else prints goes to standard error, which is the log.
        System.setOut(System.err);
        try {
            var lifeline = hold(SERVER_LIMIT);
            var arguments = ServerArguments.parse(args);
            server.start(arguments);
            parent.println("READY " + arguments.port());
            lifeline.join();
        } catch (Exception e) {
            e.printStackTrace();
            // Threads that a half started server left behind would keep the process.
            System.exit(1);
        }
    }

    /** Ends the process of a service when the parent lets go of it or is gone. */
    public static Thread hold() {
        return hold(SERVICE_LIMIT);
    }

    private static Thread hold(Duration limit) {
        return daemon("lifeline", () -> exitAtEndOfInput(limit));
    }

    /** Ends this process when the one that does the work has ended. */
    static void exitWith(long pid) {
        daemon("watch " + pid, () -> {
            // Unlike isAlive, the command is gone also for a process that nobody has reaped yet.
            while (ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .isPresent()) {
                sleep(BETWEEN_LOOKS);
            }
            System.err.println("Process " + pid + " has ended.");
            System.exit(1);
        });
    }

    private static void exitAtEndOfInput(Duration limit) {
        try {
            System.in.transferTo(PrintStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("The pipe to the parent broke, stopping: " + e.getMessage());
        }
        daemon("shutdown limit", () -> haltWhenShutdownHangs(limit));
        System.exit(0);
    }

    private static void haltWhenShutdownHangs(Duration limit) {
        sleep(limit);
        Runtime.getRuntime().halt(1);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts these threads", e);
        }
    }

    private static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
