package dev.tideway.delivery.bucket;

import java.io.IOException;
import java.io.InputStream;

/** An object that is being read; closing it early gives its connection up. */
public record ObjectStream(ObjectHead head, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        content.close();
    }
}
