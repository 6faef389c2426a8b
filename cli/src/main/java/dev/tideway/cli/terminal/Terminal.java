package dev.tideway.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;

/** Results go to stdout, everything else to stderr, and bars only where a person watches. */
public final class Terminal {
    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean watched;

    private Terminal(PrintWriter out, PrintWriter err, boolean watched) {
        this.out = out;
        this.err = err;
        this.watched = watched;
    }

    public static Terminal of(CommandLine command) {
        return new Terminal(command.getOut(), command.getErr(), errorsAreWatched());
    }

    /** A line of the command's result. */
    public void result(String line) {
        out.println(line);
        out.flush();
    }

    /** A line beside the result. */
    public void remark(String line) {
        err.println(line);
        err.flush();
    }

    /** A bar on stderr, or nothing where nobody watches. */
    public Progress progress(String task, long totalBytes) {
        if (!watched) {
            return Progress.SILENT;
        }
        boolean small = totalBytes < 10 * MEBIBYTE;
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(totalBytes)
                .setUnit(small ? " KiB" : " MiB", small ? KIBIBYTE : MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
        return new Progress() {
            @Override
            public void reached(long bytes) {
                bar.stepTo(bytes);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }

    /**
     * Java's own {@code System.console()} tells about stdin and stdout together, and the bar goes to stderr; so the
     * shell's test is asked, about 2 ms. Where there is none, nobody watches.
     */
    private static boolean errorsAreWatched() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            Process test = new ProcessBuilder("test", "-t", "2").inheritIO().start();
            return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
