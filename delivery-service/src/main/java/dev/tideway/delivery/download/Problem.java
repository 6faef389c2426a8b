package dev.tideway.delivery.download;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as {@code application/problem+json} (RFC 9457).
 *
 * @param detail says what to do
 * @param parameter the query parameter at fault, where one is
 * @param mayHeal the same request may be answered otherwise in a moment: nothing is to keep this answer
 */
@WireRecord
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String parameter,
        @JsonIgnore boolean mayHeal) {
    private static final String TYPE = "urn:tideway:problem:";

    static Problem parameter(String name, String detail) {
        return new Problem(TYPE + "invalid-parameter", "A parameter is wrong", 400, detail, name, false);
    }

    static Problem missing(String name, String detail) {
        return new Problem(TYPE + "invalid-parameter", "A parameter is missing", 400, detail, name, false);
    }

    static Problem ambiguous(String name) {
        return new Problem(
                TYPE + "ambiguous-update",
                "More than one package fits",
                400,
                "More than one package has this update number. Add the parameter " + name + " to say which is meant.",
                name,
                false);
    }

    static Problem badPath(String detail) {
        return new Problem(TYPE + "bad-path", "Bad path", 400, detail, null, false);
    }

    static Problem pathTooLong() {
        return new Problem(
                TYPE + "path-too-long",
                "Path too long",
                414,
                "No path is longer than 1024 characters here, and none with its query longer than 4096. Ask for less.",
                null,
                false);
    }

    static Problem noSuchPath() {
        return new Problem(
                TYPE + "no-such-path",
                "No such path",
                404,
                "Ask for /download, /packages/{sha256}.zip, /bundles/{sha256}.tar, /manifests/{sha256}.json,"
                        + " /actions/{from}/{to}.json, /patches/{from}/{to}.dcz or /deploy/{project}/….",
                null,
                false);
    }

    static Problem noSuchArtifact() {
        return new Problem(
                TYPE + "no-such-artifact",
                "No such artifact",
                404,
                "There is nothing of that name. Take the address from the answer of /checkUpdate.",
                null,
                true);
    }

    static Problem unknownProject(String projectId) {
        return new Problem(
                TYPE + "unknown-project",
                "Unknown project",
                404,
                "There is no project " + projectId + ". Check project_id, or create the project first.",
                "project_id",
                true);
    }

    /** @param mayHeal the number may still be given */
    static Problem unknownUpdate(String number, boolean mayHeal) {
        return new Problem(
                TYPE + "unknown-update",
                "Unknown update",
                404,
                "No update " + number + " is known. Ask /checkUpdate which one is offered now.",
                "update_number",
                mayHeal);
    }

    static Problem purged(String number) {
        return new Problem(
                TYPE + "update-purged",
                "Update purged",
                410,
                "Update " + number + " has been removed for good. Ask /checkUpdate which one is offered now.",
                "update_number",
                false);
    }

    static Problem methodNotAllowed(String method) {
        return new Problem(
                TYPE + "method-not-allowed",
                "Method not allowed",
                405,
                "This service only hands out. Use GET or HEAD in place of " + method + ".",
                null,
                false);
    }

    static Problem preconditionFailed() {
        return new Problem(
                TYPE + "precondition-failed",
                "Precondition failed",
                412,
                "The bytes are not those that If-Match or If-Unmodified-Since names. Ask again without the condition.",
                null,
                true);
    }

    static Problem rangeNotSatisfiable(long size) {
        return new Problem(
                TYPE + "range-not-satisfiable",
                "Range not satisfiable",
                416,
                "There are " + size + " bytes, and the range lies behind them. Ask for a range within them.",
                null,
                true);
    }

    static Problem unavailable() {
        return new Problem(
                TYPE + "storage-away",
                "The storage is away",
                503,
                "The storage behind this service does not answer, and this is not on its disk."
                        + " Try again after the time that Retry-After says.",
                null,
                true);
    }

    static Problem broken() {
        return new Problem(
                TYPE + "artifact-broken",
                "Artifact broken",
                503,
                "The stored bytes do not have the digest in their name, so they are not handed out."
                        + " Publish the build again, or restore the object.",
                null,
                true);
    }

    static Problem unexpected() {
        return new Problem(
                TYPE + "internal-error",
                "Something broke on our side",
                500,
                "Something went wrong here that should not have. Try again, and tell the operator.",
                null,
                true);
    }

    byte[] json() {
        return WireJson.write(this);
    }
}
