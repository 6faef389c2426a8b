package dev.tideway.catalog.build;

/**
 * How an archive is cut into parts: few enough to be listed in one answer, large enough for S3, which takes none below 5
 * MiB but the last, and all but the last of one size.
 *
 * @param count 1 to {@value #MOST}
 * @param partSize bytes of each part but the last
 */
record UploadParts(int count, long partSize) {
    /** As many as S3 lists at once. */
    static final int MOST = 1000;

    /** The largest archive that may be announced: 100 GiB. */
    static final long LARGEST = 100L << 30;

    private static final long SMALLEST_PART = 16L << 20;
    private static final long STEP = 1L << 20;

    /** @param size bytes, 1 or more */
    static UploadParts of(long size) {
        long fair = (size + MOST - 1) / MOST;
        long partSize = Math.max(SMALLEST_PART, (fair + STEP - 1) / STEP * STEP);
        return new UploadParts(Math.toIntExact((size + partSize - 1) / partSize), partSize);
    }
}
