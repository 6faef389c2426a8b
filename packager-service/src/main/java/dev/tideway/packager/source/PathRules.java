package dev.tideway.packager.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names a build's files may have: those that mean the same file on every phone and can mean none outside of the
 * package. Nothing is repaired but a leading {@code ./}, which {@code tar -C folder .} writes.
 */
final class PathRules {
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);

    private final SourceLimits limits;
    private final Problems problems;

    PathRules(SourceLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    /** The name as text; empty, with the problem noted, if the bytes are no UTF-8. */
    Optional<String> decoded(byte[] name) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(name))
                    .toString());
        } catch (CharacterCodingException e) {
            problems.add(
                    ReasonCode.NAME_NOT_UTF8,
                    new String(name, StandardCharsets.UTF_8),
                    "The name is not UTF-8. Pack with a tool that writes names as UTF-8.");
            return Optional.empty();
        }
    }

    /**
     * @param name as it stands in the archive; a folder's may end with a slash
     * @return the path without a leading {@code ./} and a trailing slash, empty for the archive's top folder itself;
     *     nothing, with the problem noted, if it breaks a rule
     */
    Optional<String> checked(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        path = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
        if (path.equals(".")) {
            path = "";
        }
        Broken broken = path.isEmpty() && !name.isEmpty() ? null : firstBroken(path);
        if (broken != null) {
            problems.add(broken.code, name, broken.message);
            return Optional.empty();
        }
        return Optional.of(path);
    }

    private @Nullable Broken firstBroken(String path) {
        if (path.chars().anyMatch(Character::isISOControl)) {
            return new Broken(
                    ReasonCode.CONTROL_CHARACTER, "The name has a NUL or control character. Rename the file.");
        }
        if (path.indexOf('\\') >= 0) {
            return new Broken(
                    ReasonCode.BACKSLASH,
                    "The path has a backslash. Pack with / between folders, as ZIP and tar demand.");
        }
        if (DRIVE.matcher(path).matches()) {
            return new Broken(
                    ReasonCode.DRIVE_LETTER, "The path names a drive. Pack the folder with paths relative to it.");
        }
        if (path.startsWith("/")) {
            return new Broken(
                    ReasonCode.ABSOLUTE_PATH, "The path is absolute. Pack the folder with paths relative to it.");
        }
        return firstBrokenPart(path);
    }

    private @Nullable Broken firstBrokenPart(String path) {
        String[] parts = path.split("/", -1);
        for (String part : parts) {
            if (part.equals("..")) {
                return new Broken(
                        ReasonCode.PATH_TRAVERSAL,
                        "The path leaves the archive. Pack the folder with paths relative to it.");
            }
            if (part.isEmpty() || part.equals(".")) {
                return new Broken(
                        ReasonCode.PATH_NOT_CANONICAL,
                        "The path has an empty part or a dot for one. Pack the folder with plain relative paths.");
            }
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > limits.pathBytes()) {
            return new Broken(
                    ReasonCode.PATH_TOO_LONG,
                    "The path has more than " + limits.pathBytes() + " bytes. Shorten folder or file names.");
        }
        return parts.length > limits.depth()
                ? new Broken(
                        ReasonCode.PATH_TOO_DEEP,
                        "The file lies more than " + limits.depth() + " levels deep. Flatten the folders.")
                : null;
    }

    private record Broken(ReasonCode code, String message) {}
}
