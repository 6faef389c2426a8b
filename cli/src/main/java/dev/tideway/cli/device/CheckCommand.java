package dev.tideway.cli.device;

import dev.tideway.cli.api.ServiceAddresses;
import dev.tideway.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for an update as a device does. */
@Command(name = "check", description = "Ask what a device would install.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private DeviceOptions device;

    @Option(names = "--os", paramLabel = "OS", description = "ios, android, … (default: every os).")
    private @Nullable String os;

    @Option(names = "--app-version", paramLabel = "VERSION", description = "The app's version (default: every one).")
    private @Nullable String appVersion;

    @Option(names = "--my-update-number", paramLabel = "N", description = "The update that is installed.")
    private @Nullable String myUpdateNumber;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Mixin
    private ServiceAddresses addresses;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, @Nullable String> query = device.query(os, appVersion);
        query.put("my_update_number", myUpdateNumber);
        byte[] answer = new UpdateCheck(addresses.catalog()).ask(query);
        Terminal terminal = Terminal.of(spec.commandLine());
        if (json) {
            terminal.result(new String(answer, StandardCharsets.UTF_8));
        } else {
            CheckWords.of(myUpdateNumber).lines(StockAnswer.read(answer)).forEach(terminal::result);
        }
        return 0;
    }
}
