package dev.tideway.edge;

import dev.tideway.local.parts.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Varnish with {@code varnish/tideway.vcl}, and {@code varnish/backends.vcl} pointed at the services under test. */
record VarnishEdge(ServerProcess process, URI address) implements Edge {
    static VarnishEdge start(Origin origin, Path folder) {
        var address = URI.create("http://127.0.0.1:" + Ports.freePorts(1).get(0));
        var shipped = Edge.configurations().resolve("varnish");
        try {
            Files.createDirectories(folder);
            var backends = Files.readString(shipped.resolve("backends.vcl"))
                    .replace("\"catalog-service\"", quoted(origin.catalog().getHost()))
                    .replace("\"8080\"", quoted(origin.catalog().getPort()))
                    .replace("\"delivery-service\"", quoted(origin.delivery().getHost()))
                    .replace("\"8081\"", quoted(origin.delivery().getPort()));
            Files.writeString(folder.resolve("backends.vcl"), backends);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(
                List.of("varnishd", "-F", "-n", folder.resolve("work").toString()));
        command.addAll(List.of(
                "-a",
                address.getAuthority(),
                "-f",
                shipped.resolve("tideway.vcl").toString()));
        // As root it would become somebody else, who may not enter the temporary folder.
        command.addAll(List.of("-j", "none"));
        command.addAll(List.of("-p", "vcl_path=" + folder, "-p", "http_gzip_support=off"));
        command.addAll(List.of("-s", "answers=malloc,256m", "-s", "Transient=malloc,128m"));
        command.addAll(List.of("-s", "packages=file," + folder.resolve("packages") + ",2g"));
        return new VarnishEdge(ServerProcess.start(command, address, folder.resolve("varnish.log")), address);
    }

    private static String quoted(Object value) {
        return "\"" + value + "\"";
    }

    @Override
    public String name() {
        return "Varnish";
    }

    @Override
    public void close() {
        process.close();
    }
}
