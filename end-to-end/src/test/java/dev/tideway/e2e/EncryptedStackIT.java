package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.Tideway;
import dev.tideway.cli.api.Address;
import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.publish.PublishListener;
import dev.tideway.cli.publish.Publisher;
import dev.tideway.cli.token.Role;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import dev.tideway.local.stack.Stack;
import dev.tideway.local.stack.StackPorts;
import dev.tideway.local.stack.StartListener;
import dev.tideway.local.stack.TidewayService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way with nothing in the clear: PostgreSQL and S3 by TLS, Kafka by TLS and SASL, all with certificates of an
 * authority of one's own, and the secret for Kafka in a file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedStackIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String STORE_PASSWORD = "changeit";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"tideway\" password=\"%s\";";

    private Path folder;
    private Stack stack;
    private Path keystore;
    private Path certificate;
    private int kafka;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        makeCertificate();
        List<Integer> secure = Ports.freePorts(2);
        kafka = secure.get(0);
        int s3 = secure.get(1);
        LockedDataFolder data = LockedDataFolder.lock(Files.createDirectory(folder.resolve("data")));
        secureServers(data.path(), s3);
        StackPorts ports = StackPorts.free();
        stack = new Stack(data, ports);
        Map<String, String> settings = new HashMap<>(Map.of(
                "tideway.s3.url",
                "https://localhost:" + s3,
                "tideway.s3.trusted-certificates",
                certificate.toString()));
        stack.set(TidewayService.DELIVERY, Map.copyOf(settings));
        settings.put("tideway.kafka.bootstrap-servers", "localhost:" + kafka);
        settings.put("kafka.security.protocol", "SASL_SSL");
        settings.put("kafka.sasl.mechanism", "PLAIN");
        settings.put("kafka.ssl.truststore.type", "PEM");
        settings.put("kafka.ssl.truststore.location", certificate.toString());
        settings.put("smallrye.config.source.file.locations", secrets().toString());
        // As in a container; the stack on one machine writes for people.
        settings.put("quarkus.log.console.json.enabled", "true");
        stack.set(TidewayService.PACKAGER, Map.copyOf(settings));
        settings.put("tideway.s3.upload-url", ports.servers().address(Part.S3));
        settings.put("tideway.postgres.ssl-mode", "verify-full");
        settings.put("tideway.postgres.trusted-certificates", certificate.toString());
        stack.set(TidewayService.CATALOG, Map.copyOf(settings));
        stack.start(StartListener.SILENT);
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    private void makeCertificate() throws Exception {
        keystore = folder.resolve("server.p12");
        certificate = folder.resolve("authority.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-validity",
                "30",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-rfc", "-alias", "server", "-file", certificate.toString());
    }

    private void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", keystore.toString(), "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void secureServers(Path data, int s3) throws Exception {
        write(
                data.resolve("kafka.properties"),
                Map.of(
                        "listeners",
                        "SECURE://127.0.0.1:" + kafka,
                        "advertised.listeners",
                        "SECURE://localhost:" + kafka,
                        "listener.security.protocol.map",
                        "SECURE:SASL_SSL",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.secure.plain.sasl.jaas.config",
                        LOGIN.formatted("right").replace(";", " user_tideway=\"right\";"),
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.keystore.location",
                        keystore.toString(),
                        "ssl.keystore.password",
                        STORE_PASSWORD));
        write(
                data.resolve("s3.properties"),
                Map.of(
                        "secure-endpoint",
                        "https://127.0.0.1:" + s3,
                        "keystore",
                        keystore.toString(),
                        "keystore-password",
                        STORE_PASSWORD));
        write(
                data.resolve("postgres.properties"),
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file", "'" + certificate + "'",
                        "ssl_key_file", "'" + privateKey() + "'"));
    }

    private static void write(Path file, Map<String, String> settings) throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
    }

    private Path privateKey() throws Exception {
        KeyStore store = KeyStore.getInstance(keystore.toFile(), STORE_PASSWORD.toCharArray());
        byte[] key = store.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
        Path file = folder.resolve("server.key");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    /** As a Secret of Kubernetes is mounted: a file for each setting, named after it. */
    private Path secrets() throws IOException {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("kafka.sasl.jaas.config"), LOGIN.formatted("right"));
        return secrets;
    }

    private Path clientConfig(String password) throws IOException {
        Path file = folder.resolve("client-" + password + ".properties");
        write(
                file,
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", LOGIN.formatted(password),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", certificate.toString()));
        return file;
    }

    private record Run(int exitCode, String out, String err) {}

    private Run dlq(String password, String... words) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(words));
        all.addAll(List.of(
                "--kafka",
                "localhost:" + kafka,
                "--kafka-config",
                clientConfig(password).toString()));
        int exitCode = Tideway.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    @Test
    void aBuildReachesDevices() throws IOException {
        WebTree tree = WebTree.named("bootstrap-newer");
        AdminApi api = new AdminApi(
                Address.of(stack.ports().url(TidewayService.CATALOG)),
                stack.signingKey().mint(Role.ADMIN, List.of(), Duration.ofHours(1)));
        // PostgreSQL may have been away when the catalog began.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            BuildStatus built = new Publisher(api, PublishListener.SILENT)
                    .publish("encrypted", tree.folder(), BuildRequest.of("1", "ios", "1.0.0"), PATIENCE);
            return built.state().equals("offered");
        });

        Device device = new Device(
                URI.create(stack.ports().url(TidewayService.CATALOG)),
                URI.create(stack.ports().url(TidewayService.DELIVERY)));
        await().atMost(PATIENCE)
                .until(() -> device.offered("encrypted", "ios", "1.0.0").has("1"));
        assertThat(device.download("?project_id=encrypted&os=ios&app_version=1.0.0&update_number=1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void deadLettersAreListedShownAndReplayed() throws Exception {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(clientConfig("right"))) {
            properties.load(in);
        }
        properties.put("bootstrap.servers", "localhost:" + kafka);
        try (var producer =
                new KafkaProducer<byte[], byte[]>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("builds.dlq", 0, null, "no event".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }

        assertThat(dlq("right", "list").out()).contains("0/0");
        assertThat(dlq("right", "show", "0/0").out()).contains("no event");
        assertThat(dlq("right", "replay", "0/0"))
                .satisfies(run -> assertThat(run.exitCode()).as(run.err()).isZero())
                .satisfies(run -> assertThat(run.out()).contains("replayed 0/0"));
    }

    @Test
    void aWrongPasswordIsSaidInOneLine() throws IOException {
        Run run = dlq("wrong", "list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("localhost:" + kafka, "uthentication");
    }

    @Test
    void aContainersLogIsOneJsonObjectALineAndNamesNoSecret() throws IOException {
        Path data = folder.resolve("data");
        Properties secrets = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("keys/credentials.properties"))) {
            secrets.load(in);
        }
        String log = Files.readString(data.resolve("logs/packager.log"));
        ObjectMapper json = new ObjectMapper();

        List<String> lines = log.lines().filter(line -> line.startsWith("{")).toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            assertThat(json.readTree(line).fieldNames())
                    .toIterable()
                    .contains("timestamp", "level", "loggerName", "message", "mdc");
        }
        assertThat(log).doesNotContain("password=\"right\"", secrets.getProperty("s3.secret-key"));
    }
}
