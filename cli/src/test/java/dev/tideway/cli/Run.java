package dev.tideway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a run of the command left: its exit code and what it wrote. */
public record Run(int exitCode, String out, String err) {
    public static Run tideway(Object... arguments) {
        return of(Tideway.commandLine(), arguments);
    }

    static Run of(CommandLine command, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exitCode = command.execute(words);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
