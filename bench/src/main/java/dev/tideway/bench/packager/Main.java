package dev.tideway.bench.packager;

import dev.tideway.bench.stack.Folders;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench/packager}. */
@Command(
        name = "bench/packager",
        mixinStandardHelpOptions = true,
        description = "What a package costs, beside zip, 7z and java.util.zip, and how long a build waits for it.")
final class Main implements Callable<Integer> {
    @Mixin
    private final PackagerOptions options = new PackagerOptions();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() {
        Folders.emptied(options.folder());
        if (options.wants("archive")) {
            Archiving.run(options);
        }
        if (options.only.equals("storing")) {
            Storing.run(options);
        }
        var announcing = new Announcing(options);
        if (options.wants("idle")) {
            announcing.whenIdle();
        }
        if (options.wants("beside")) {
            announcing.besideBigBuilds();
        }
        if (options.wants("large")) {
            announcing.large();
        }
        return 0;
    }
}
