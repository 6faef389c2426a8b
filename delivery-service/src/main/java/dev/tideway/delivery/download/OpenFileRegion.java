package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.OpenFile;
import dev.tideway.delivery.range.ByteRange;
import io.netty.channel.DefaultFileRegion;

/** A piece of an open file for the kernel to send. The file belongs to the cache, so the piece's end does not close it. */
final class OpenFileRegion extends DefaultFileRegion {
    private final OpenFile file;

    /** Takes over the hold on the file. */
    OpenFileRegion(OpenFile file, ByteRange range) {
        super(file.channel(), range.first(), range.length());
        this.file = file;
    }

    @Override
    protected void deallocate() {
        file.release();
    }
}
