package dev.tideway.local.up;

import dev.tideway.cli.api.Address;
import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.publish.PublishListener;
import dev.tideway.cli.publish.Publisher;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.token.Role;
import dev.tideway.local.parts.Background;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.StackException;
import dev.tideway.local.parts.TidewayHome;
import dev.tideway.local.stack.Stack;
import dev.tideway.local.stack.StackPorts;
import dev.tideway.local.stack.TidewayService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A small app in two updates, so that a fresh stack has something to tell devices. */
final class SampleApp {
    static final String PROJECT = "sample";
    static final String APP_VERSION = "1.0.0";
    static final String NEWEST_UPDATE = "2";

    private static final List<String> SYSTEMS = List.of("ios", "android");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stack stack;
    private final Path published;

    SampleApp(Stack stack, LockedDataFolder folder) {
        this.stack = stack;
        this.published = folder.path().resolve("sample-published");
    }

    boolean isMissing() {
        return Files.notExists(published);
    }

    /**
     * Publishes both updates one after the other and returns when devices are told of the second. An earlier attempt
     * that was broken off is carried on: the same builds are announced again.
     *
     * @throws StackException where a build is not offered, or not in time
     */
    void publish() {
        try {
            var token = stack.signingKey().mint(Role.ADMIN, List.of(), Duration.ofMinutes(10));
            var catalog = Address.of(stack.ports().url(TidewayService.CATALOG));
            var publisher = new Publisher(new AdminApi(catalog, token), PublishListener.SILENT);
            for (var update : List.of("1", NEWEST_UPDATE)) {
                forEachSystem(os -> publish(publisher, update, os));
            }
            forEachSystem(os -> new DeviceCheck(checkAddress(stack.ports(), os)).await(NEWEST_UPDATE, PATIENCE));
            Files.createFile(published);
        } catch (CommandFailure | IOException | UncheckedIOException e) {
            throw new StackException(
                    "The sample app was not published, and is tried again at the next start: " + e.getMessage(), e);
        }
    }

    /** Where a device with the sample app asks for updates. */
    static URI checkAddress(StackPorts ports, String os) {
        return URI.create(ports.url(TidewayService.CATALOG) + "/checkUpdate?project_id=" + PROJECT + "&os=" + os
                + "&app_version=" + APP_VERSION);
    }

    private static void publish(Publisher publisher, String update, String os) {
        var folder = TidewayHome.find().path().resolve("deploy/local/sample").resolve(update);
        try {
            var build = BuildRequest.of("sample-" + update, os, APP_VERSION);
            var status = publisher.publish(PROJECT, folder, build, PATIENCE);
            if (!status.isAccepted()) {
                throw new StackException("The sample app's build for " + os + " was not offered: it is "
                        + status.state() + " " + status.reasons());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forEachSystem(Consumer<String> action) {
        Background.joinAll(SYSTEMS.stream()
                .map(os -> Background.run("sample app for " + os, () -> action.accept(os)))
                .toList());
    }
}
