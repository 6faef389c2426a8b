package dev.tideway.local.testing;

import java.util.Map;

/**
 * What tests ask of the one set of servers; a management bean, because Quarkus loads test classes anew for each
 * application while the servers are to be the same for the whole JVM.
 */
public interface RealPartsMXBean {
    /** Starts what does not run yet; answers with the settings that services need. */
    Map<String, String> start(String[] parts);

    void stop(String part);

    void kill(String part);

    void restart(String part);
}
