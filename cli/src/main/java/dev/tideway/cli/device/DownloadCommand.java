package dev.tideway.cli.device;

import dev.tideway.cli.api.HttpCalls;
import dev.tideway.cli.api.ServiceAddresses;
import dev.tideway.cli.device.StockAnswer.Offer;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.cli.terminal.WrongUse;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Downloads an update as a device does, and prints where it is. */
@Command(name = "download", description = "Download an update as a device does; a broken download goes on.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class DownloadCommand implements Callable<Integer> {
    private static final Duration STALL = Duration.ofSeconds(30);

    @Mixin
    private DeviceOptions device;

    @Option(names = "--os", required = true, paramLabel = "OS", description = "ios, android, …")
    private String os;

    @Option(names = "--app-version", required = true, paramLabel = "VERSION", description = "The app's version.")
    private String appVersion;

    @Option(
            names = "--update-number",
            paramLabel = "N",
            description = "Which update (default: the one that is offered).")
    private @Nullable Long updateNumber;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to (default: OS-vVERSION.zip, here).")
    private @Nullable Path output;

    @Mixin
    private ServiceAddresses addresses;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Names.os(os);
        Names.appVersion(appVersion);
        Path file = file();
        HttpClient client = HttpCalls.newClient();
        Terminal terminal = Terminal.of(spec.commandLine());
        Wanted wanted = updateNumber == null ? offered() : new Wanted(Long.toString(updateNumber), null);
        RemotePackage remote = RemotePackage.describe(client, address(wanted.number), wanted.digest);
        new PackageDownload(new PackageTransfer(client, STALL), terminal).to(file, remote);
        terminal.result(file.toString());
        return 0;
    }

    private Path file() {
        String name = ArtifactKeys.downloadName(os, appVersion);
        if (output == null) {
            return Path.of(name);
        }
        Path file = Files.isDirectory(output) ? output.resolve(name) : output;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new WrongUse("There is no folder " + folder + " to write " + file.getFileName() + " to.");
        }
        return file;
    }

    private Wanted offered() {
        byte[] answer = new UpdateCheck(addresses.catalog()).ask(device.query(os, appVersion));
        Offer offer = StockAnswer.read(answer)
                .newest(os, appVersion)
                .orElseThrow(() -> new CommandFailure(
                        "Nothing is offered for " + device.project() + " " + os + " " + appVersion + "."));
        return new Wanted(offer.number().toString(), offer.update().sha256());
    }

    private URI address(String number) {
        Map<String, @Nullable String> query = device.query(os, appVersion);
        query.put("update_number", number);
        return addresses.delivery().at("/download", query);
    }

    /** @param digest as the check promised it; absent where none was asked */
    private record Wanted(String number, @Nullable Sha256 digest) {}
}
