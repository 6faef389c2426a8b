package dev.tideway.local.stack;

import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import java.util.EnumMap;
import java.util.Map;

/** Where servers and services listen. */
public record StackPorts(Ports servers, Map<TidewayService, Integer> services) {
    public StackPorts {
        services = Map.copyOf(services);
    }

    public static StackPorts free() {
        var free = Ports.freePorts(Part.values().length + TidewayService.values().length)
                .iterator();
        var servers = new EnumMap<Part, Integer>(Part.class);
        for (var part : Part.values()) {
            servers.put(part, free.next());
        }
        var services = new EnumMap<TidewayService, Integer>(TidewayService.class);
        for (var service : TidewayService.values()) {
            services.put(service, free.next());
        }
        return new StackPorts(new Ports(servers), services);
    }

    public int of(TidewayService service) {
        var port = services.get(service);
        if (port == null) {
            throw new IllegalArgumentException("No port was given for " + service.id() + ".");
        }
        return port;
    }

    /** The base URL of a service. */
    public String url(TidewayService service) {
        return "http://localhost:" + of(service);
    }
}
