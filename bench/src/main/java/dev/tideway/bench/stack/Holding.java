package dev.tideway.bench.stack;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Leaves servers running for somebody who wants to look at them. */
public final class Holding {
    private Holding() {}

    /** Returns at a line or the end of standard input. */
    public static void untilEnter(String whatRuns) {
        System.out.println(whatRuns + ". Press Enter to end.");
        try {
            int read = System.in.read();
            while (read >= 0 && read != '\n') {
                read = System.in.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
