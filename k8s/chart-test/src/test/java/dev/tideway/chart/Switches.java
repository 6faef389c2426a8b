package dev.tideway.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Everything that the chart can render: the presets, and each switch turned by itself. */
final class Switches {
    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("no network policies", "networkPolicy: {enabled: false}");
        VALUES.put("a check edge", "catalog: {edge: {enabled: true}}");
        VALUES.put("a check edge that scales", "catalog: {edge: {enabled: true, autoscaling: {enabled: true}}}");
        VALUES.put("everything scales", """
                catalog: {autoscaling: {enabled: true}}
                delivery: {autoscaling: {enabled: true}}
                packager: {autoscaling: {enabled: true}}
                """);
        VALUES.put("KEDA", "packager: {keda: {enabled: true, authenticationRef: kafka}}");
        VALUES.put("a cache on volumes", "delivery: {cache: {size: 512Mi, storageClass: fast}}");
        VALUES.put("no drain", "catalog: {drainSeconds: 0}");
        VALUES.put("no migration", "migration: {enabled: false}");
        VALUES.put("a topics job", "topics: {createJob: true}");
        VALUES.put("a topics job with SASL", """
                topics: {createJob: true}
                kafka: {securityProtocol: SASL_SSL, existingSecret: kafka, saslMechanism: PLAIN, caSecret: kafka-ca}
                """);
        VALUES.put("Strimzi", "topics: {strimzi: {enabled: true}}");
        VALUES.put("CloudNativePG", "{cloudNativePg: {enabled: true}, migration: {enabled: false}}");
        VALUES.put("TLS", """
                postgres: {sslMode: verify-full, caSecret: pg-ca}
                kafka: {securityProtocol: SSL, caSecret: kafka-ca}
                s3: {url: 'https://s3', caSecret: s3-ca}
                """);
        VALUES.put("traces", "tracesEndpoint: 'http://otel:4317'");
        VALUES.put("an ingress", "ingress: {enabled: true}");
        VALUES.put(
                "an ingress for the API too",
                "ingress: {enabled: true, apiHost: api.example.com, tlsSecret: tls, className: nginx}");
        VALUES.put(
                "routes", "httpRoute: {enabled: true, parentRefs: [{name: gateway}], apiHostnames: [api.example.com]}");
        VALUES.put("service monitors", "monitoring: {serviceMonitor: true}");
        VALUES.put("a pod monitor", "monitoring: {podMonitor: true}");
        VALUES.put("alerts and dashboards", "monitoring: {rules: true, dashboards: true, labels: {team: sre}}");
        VALUES.put("a test", "tests: {tokenSecret: token}");
        VALUES.put("where pods go", """
                delivery: {nodeSelector: {disk: fast}, tolerations: [{key: edge, operator: Exists}], priorityClassName: high,
                  podAnnotations: {a: b}, serviceAccountAnnotations: {c: d}, jvmOptions: -Xlog:gc, env: {TIDEWAY_X: 1}}
                """);
    }

    private Switches() {}

    static Stream<Named<List<Manifest>>> all() {
        return Stream.concat(
                Chart.presets().stream().map(preset -> Named.of("preset " + preset, Chart.preset(preset))),
                VALUES.entrySet().stream().map(values -> Named.of(values.getKey(), Chart.with(values.getValue()))));
    }
}
