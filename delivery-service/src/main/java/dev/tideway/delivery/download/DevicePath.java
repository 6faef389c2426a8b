package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.artifact.ArtifactKeys;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request's path means. It is read as it came and decoded once, here, so that no other part of the way can read
 * it differently.
 */
sealed interface DevicePath {
    int MAX_LENGTH = 1024;

    /** {@code /download}. */
    record Download() implements DevicePath {}

    /** Something that never changes. */
    record Immutable(ArtifactName name) implements DevicePath {}

    /**
     * A public file of a project.
     *
     * @param rest what follows {@code /deploy/{project}/}, decoded
     */
    record PublicFile(String projectId, String rest) implements DevicePath {}

    /** It could be a path of this service but is none. */
    record Refused(Problem problem) implements DevicePath {}

    Pattern NEVER_IN_A_PATH = Pattern.compile("%(00|2[fF]|5[cC])|[\\\\\\p{Cntrl}]");

    /** @param path as it stands in the request's first line, undecoded, without the query */
    static DevicePath parse(String path) {
        if (path.length() > MAX_LENGTH) {
            return new Refused(Problem.pathTooLong());
        }
        if (path.equals("/download")) {
            return new Download();
        }
        var name = path.startsWith("/") ? ArtifactName.parse(path.substring(1)) : Optional.<ArtifactName>empty();
        if (name.isPresent()) {
            return new Immutable(name.get());
        }
        if (NEVER_IN_A_PATH.matcher(path).find()) {
            return new Refused(Problem.badPath("A path has no encoded slash, backslash or control character."));
        }
        var decoded = PercentCoding.decode(path);
        if (decoded.isEmpty()) {
            return new Refused(Problem.badPath("The path has a broken encoding. Send it as percent-encoded UTF-8."));
        }
        return parseDecoded(decoded.get());
    }

    private static DevicePath parseDecoded(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return new Refused(Problem.badPath("A path has no segments . and .. here. Ask for the file itself."));
            }
        }
        String deploy = "/" + ArtifactKeys.DEPLOY;
        int rest = path.startsWith(deploy) ? path.indexOf('/', deploy.length()) : -1;
        if (rest < 0 || path.endsWith("/") || path.contains("//") || isTooLongForAKey(path)) {
            return new Refused(Problem.noSuchPath());
        }
        try {
            return new PublicFile(Names.projectId(path.substring(deploy.length(), rest)), path.substring(rest + 1));
        } catch (InvalidValueException e) {
            return new Refused(Problem.noSuchPath());
        }
    }

    private static boolean isTooLongForAKey(String path) {
        return path.getBytes(StandardCharsets.UTF_8).length > Names.MAX_KEY;
    }
}
