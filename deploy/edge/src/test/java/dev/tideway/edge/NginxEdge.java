package dev.tideway.edge;

import dev.tideway.local.parts.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with {@code nginx/nginx.conf} and {@code nginx/tideway.conf.template}. */
record NginxEdge(ServerProcess process, URI address) implements Edge {
    static NginxEdge start(Origin origin, Path folder) {
        var address = URI.create("http://127.0.0.1:" + Ports.freePorts(1).get(0));
        var shipped = Edge.configurations().resolve("nginx");
        try {
            Files.createDirectories(folder.resolve("cache"));
            Files.copy(shipped.resolve("nginx.conf"), folder.resolve("nginx.conf"));
            var configuration = Files.readString(shipped.resolve("tideway.conf.template"))
                    .replace("${EDGE_LISTEN}", address.getAuthority())
                    .replace("${EDGE_CACHE}", folder.resolve("cache").toString())
                    .replace("${TIDEWAY_CATALOG}", origin.catalog().getAuthority())
                    .replace("${TIDEWAY_DELIVERY}", origin.delivery().getAuthority());
            Files.writeString(folder.resolve("tideway.conf"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // As root its workers would be somebody else, who may not enter the temporary folder.
        var user = "daemon off; user " + System.getProperty("user.name") + ";";
        var command = List.of("nginx", "-p", folder.toString(), "-c", folder + "/nginx.conf", "-g", user);
        return new NginxEdge(ServerProcess.start(command, address, folder.resolve("nginx.log")), address);
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public void close() {
        process.close();
    }
}
