package dev.tideway.cli.api;

import dev.tideway.cli.terminal.CommandFailure;
import java.net.URI;
import java.net.http.HttpResponse;

/** A service answered, but not with what was asked for. */
public final class Refused extends CommandFailure {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Refused(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    public static Refused by(HttpResponse<byte[]> answer) {
        return by(answer.statusCode(), answer.uri(), answer.body());
    }

    /**
     * For an answer whose body was read in another way.
     *
     * @param body problem+json says most; anything else is not shown
     */
    public static Refused by(int status, URI uri, byte[] body) {
        return new Refused(status, Problem.sentence(body).orElseGet(() -> withoutDetail(status, uri)));
    }

    private static String withoutDetail(int status, URI uri) {
        String who = uri.getScheme() + "://" + uri.getAuthority();
        return switch (status) {
            case 401 -> who + " does not accept the token (401); give a valid one with --token or TIDEWAY_TOKEN.";
            case 403 -> who + " says that this token may not do that (403); take one with the right role and project.";
            default -> who + uri.getPath() + " answered " + status + "; is that the address of the right service?";
        };
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
