package dev.tideway.local.parts;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes one value to a server and reads the newest one back, as any client would. */
final class Contents {
    private static final TopicPartition PARTITION = new TopicPartition("builds", 0);
    private static final String KEY = "tests/note";

    private Contents() {}

    static void write(Part part, Map<String, String> settings, String value) throws Exception {
        switch (part) {
            case POSTGRES -> insert(settings, value);
            case KAFKA -> send(settings, value);
            case S3 -> put(settings, value);
        }
    }

    static String read(Part part, Map<String, String> settings) throws Exception {
        return switch (part) {
            case POSTGRES -> select(settings);
            case KAFKA -> receive(settings);
            case S3 -> get(settings);
        };
    }

    static Set<String> topics(Map<String, String> settings) throws Exception {
        try (var admin = Admin.create(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get("tideway.kafka.bootstrap-servers")))) {
            return admin.listTopics().names().get();
        }
    }

    static Set<String> buckets(Map<String, String> settings) throws Exception {
        var names = new HashSet<String>();
        for (var bucket : s3(settings).listBuckets()) {
            names.add(bucket.name());
        }
        return names;
    }

    private static void insert(Map<String, String> settings, String value) throws SQLException {
        try (var connection = connect(settings);
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists note (at timestamptz default clock_timestamp(), value text)");
            try (var insert = connection.prepareStatement("insert into note (value) values (?)")) {
                insert.setString(1, value);
                insert.execute();
            }
        }
    }

    private static String select(Map<String, String> settings) throws SQLException {
        try (var connection = connect(settings);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select value from note order by at desc limit 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(Map<String, String> settings) throws SQLException {
        var url = "jdbc:postgresql://" + settings.get("tideway.postgres.address") + "/"
                + settings.get("tideway.postgres.database");
        return DriverManager.getConnection(
                url, settings.get("tideway.postgres.username"), settings.get("tideway.postgres.password"));
    }

    private static void send(Map<String, String> settings, String value) throws Exception {
        var config = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.get("tideway.kafka.bootstrap-servers"),
                ProducerConfig.ACKS_CONFIG,
                "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), KEY, value))
                    .get();
        }
    }

    private static String receive(Map<String, String> settings) {
        var config = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get("tideway.kafka.bootstrap-servers"));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            var end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            consumer.seek(PARTITION, end - 1);
            return consumer.poll(Duration.ofMinutes(1)).iterator().next().value();
        }
    }

    private static void put(Map<String, String> settings, String value) throws Exception {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        s3(settings)
                .putObject(PutObjectArgs.builder()
                        .bucket(settings.get("tideway.s3.private-bucket"))
                        .object(KEY)
                        .data(bytes, bytes.length)
                        .build());
    }

    private static String get(Map<String, String> settings) throws Exception {
        try (var object = s3(settings)
                .getObject(GetObjectArgs.builder()
                        .bucket(settings.get("tideway.s3.private-bucket"))
                        .object(KEY)
                        .build())) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static MinioClient s3(Map<String, String> settings) {
        return MinioClient.builder()
                .endpoint(settings.get("tideway.s3.url"))
                .region(settings.get("tideway.s3.region"))
                .credentials(settings.get("tideway.s3.access-key"), settings.get("tideway.s3.secret-key"))
                .build();
    }
}
