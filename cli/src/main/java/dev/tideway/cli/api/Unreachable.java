package dev.tideway.cli.api;

import dev.tideway.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/** No service answered, or it broke off, as often as it was tried. */
public final class Unreachable extends CommandFailure {
    private static final long serialVersionUID = 1L;

    Unreachable(URI uri, IOException cause) {
        super(
                "No answer from " + uri.getScheme() + "://" + uri.getAuthority() + " (" + reason(cause)
                        + "). Is it running, and is the address right?",
                cause);
    }

    /** Whether it took the request but did not answer in the time given. */
    public boolean wasTooSlow() {
        return getCause() instanceof HttpTimeoutException && !(getCause() instanceof HttpConnectTimeoutException);
    }

    private static String reason(IOException cause) {
        if (cause instanceof ConnectException) {
            return "cannot connect";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
