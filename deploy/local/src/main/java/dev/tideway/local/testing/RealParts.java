package dev.tideway.local.testing;

import dev.tideway.local.parts.Part;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.ObjectName;

/**
 * A real PostgreSQL, Kafka and S3 server for tests: one set per test JVM, on free ports, in a temporary folder that
 * goes when the JVM ends. A part starts when it is first asked for.
 */
public final class RealParts {
    private static final RealPartsMXBean SERVERS = find();

    private RealParts() {}

    /**
     * Starts the parts that do not run yet, all if none is named.
     *
     * @return the {@code tideway.*} settings of all parts
     */
    public static Map<String, String> start(Part... parts) {
        return SERVERS.start(names(parts.length == 0 ? Part.values() : parts));
    }

    /** Takes the part away as a shutdown does; returns when it is gone. */
    public static void stop(Part part) {
        SERVERS.stop(part.name());
    }

    /** Takes the part away as a crash does; returns when it is gone. */
    public static void kill(Part part) {
        SERVERS.kill(part.name());
    }

    /** Gives the part back with its data, on the same port; returns when it serves. */
    public static void restart(Part part) {
        SERVERS.restart(part.name());
    }

    private static String[] names(Part... parts) {
        return Stream.of(parts).map(Part::name).toArray(String[]::new);
    }

    private static RealPartsMXBean find() {
        var beans = ManagementFactory.getPlatformMBeanServer();
        try {
            var name = new ObjectName("dev.tideway.local:type=RealParts");
            try {
                beans.registerMBean(new TemporaryServers(), name);
            } catch (InstanceAlreadyExistsException e) {
                // Another class loader of this JVM was first: its servers are everybody's.
            }
            return JMX.newMXBeanProxy(beans, name, RealPartsMXBean.class);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
