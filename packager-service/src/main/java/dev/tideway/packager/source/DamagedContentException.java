package dev.tideway.packager.source;

import java.io.IOException;

/** The content of one file is not what its archive says; thrown by the file's own stream while it is read. */
public final class DamagedContentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ReasonCode code;

    public DamagedContentException(ReasonCode code, String message) {
        super(message);
        this.code = code;
    }

    public ReasonCode code() {
        return code;
    }
}
