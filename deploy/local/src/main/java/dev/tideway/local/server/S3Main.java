package dev.tideway.local.server;

import java.net.URI;
import java.nio.file.Files;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server over a folder, which checks signatures as a real one does, with the two buckets of Tideway. */
public final class S3Main {
    private S3Main() {}

    public static void main(String[] args) {
        Lifeline.serve(args, S3Main::start);
    }

    private static void start(ServerArguments arguments) throws Exception {
        Files.createDirectories(arguments.data());
        var store = new FilesystemNio2BlobStore(arguments.data().toString());
        createBucket(store, ServerArguments.setting("tideway.s3.private-bucket"));
        createBucket(store, ServerArguments.setting("tideway.s3.public-bucket"));
        var builder = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://" + ServerArguments.host() + ":" + arguments.port()))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4,
                        ServerArguments.setting("tideway.s3.access-key"),
                        ServerArguments.setting("tideway.s3.secret-key"));
        var more = arguments.more();
        if (more.containsKey("secure-endpoint")) {
            builder.secureEndpoint(URI.create(more.getProperty("secure-endpoint")))
                    .keyStore(more.getProperty("keystore"), more.getProperty("keystore-password"));
        }
        builder.build().start();
    }

    private static void createBucket(FilesystemNio2BlobStore store, String name) {
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
    }
}
