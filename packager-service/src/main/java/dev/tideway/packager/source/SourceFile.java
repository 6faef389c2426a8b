package dev.tideway.packager.source;

import java.io.IOException;
import java.io.InputStream;

/** One file of a build, wherever its bytes lie. */
public interface SourceFile {
    /** Checked: relative, with {@code /} between its parts. */
    String path();

    /** Bytes. */
    long size();

    /**
     * The content from its start; the stream compares it with what the source says of it.
     *
     * @throws DamagedContentException on opening or reading, if it is anything else
     */
    InputStream open() throws IOException;

    /** The same file under another path. */
    default SourceFile at(String otherPath) {
        SourceFile self = this;
        return new SourceFile() {
            @Override
            public String path() {
                return otherPath;
            }

            @Override
            public long size() {
                return self.size();
            }

            @Override
            public InputStream open() throws IOException {
                return self.open();
            }
        };
    }
}
