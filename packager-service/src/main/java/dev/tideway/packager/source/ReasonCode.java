package dev.tideway.packager.source;

import dev.tideway.protocol.artifact.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Every code with which a build is refused; build systems sort by them, so a name stays once it was released. What each
 * means and what to do is in {@code docs/packager.md}.
 */
public enum ReasonCode {
    // The announcement.
    INVALID_EVENT,
    UNKNOWN_EVENT_TYPE,
    INVALID_ROOT,
    BUILD_PACKED_ALREADY,
    INTERNAL_ERROR,

    // The source as an object.
    SOURCE_NOT_ALLOWED,
    SOURCE_FORBIDDEN,
    SOURCE_MISSING,
    SOURCE_CHANGED,
    SOURCE_TOO_LARGE,
    SOURCE_SIZE_MISMATCH,
    SOURCE_DIGEST_MISMATCH,

    // The archive as a whole.
    NOT_AN_ARCHIVE,
    ARCHIVE_DAMAGED,
    SPLIT_ARCHIVE,
    SEVERAL_END_RECORDS,
    HEADERS_CONTRADICT,
    OVERLAPPING_ENTRIES,
    FOREIGN_BYTES,

    // One entry.
    ENCRYPTED_ENTRY,
    UNSUPPORTED_METHOD,
    WRONG_CHECKSUM,
    WRONG_SIZE,
    SYMBOLIC_LINK,
    HARD_LINK,
    SPECIAL_FILE,

    // One name.
    NAME_NOT_UTF8,
    CONTROL_CHARACTER,
    BACKSLASH,
    DRIVE_LETTER,
    ABSOLUTE_PATH,
    PATH_TRAVERSAL,
    PATH_NOT_CANONICAL,
    PATH_TOO_LONG,
    PATH_TOO_DEEP,

    // The tree.
    EMPTY_TREE,
    START_PAGE_MISSING,
    DUPLICATE_PATH,
    DIFFERS_ONLY_IN_CASE,
    DIFFERS_ONLY_IN_NORMALISATION,
    FILE_IS_ALSO_FOLDER,

    // The build's own update.json: its form.
    UPDATE_JSON_TOO_LARGE,
    UPDATE_JSON_NOT_JSON,
    UPDATE_JSON_WRONG_TYPE,
    UPDATE_JSON_UNKNOWN_KEY,
    UPDATE_JSON_DUPLICATE_KEY,
    UPDATE_JSON_NO_LEADING_SLASH,
    UPDATE_JSON_NO_TRAILING_SLASH,
    UPDATE_JSON_BAD_PATH,

    // The build's own update.json: what it says.
    UPDATE_JSON_ADDS_NOTHING,
    UPDATE_JSON_FILE_NOT_LISTED,
    UPDATE_JSON_UNKNOWN_FILE,
    UPDATE_JSON_LISTED_TWICE,
    UPDATE_JSON_FIRST_UPDATE,
    UPDATE_JSON_KEEPS_MISSING,
    UPDATE_JSON_KEEPS_CHANGED,
    UPDATE_JSON_MOVE_SOURCE_MISSING,
    UPDATE_JSON_MOVE_SOURCE_STAYS,
    UPDATE_JSON_MOVE_CHANGES,
    UPDATE_JSON_DELETES_WRITTEN,
    UPDATE_JSON_DELETES_MISSING,
    UPDATE_JSON_FOLDER_AMONG_FILES,
    UPDATE_JSON_FILE_AMONG_FOLDERS,
    UPDATE_JSON_NO_ROOM,

    // Limits.
    TOO_MANY_ENTRIES,
    PATHS_TOO_LARGE,
    FILE_TOO_LARGE,
    UNPACKED_TOO_LARGE,
    COMPRESSION_RATIO_TOO_HIGH,
    TOOK_TOO_LONG,

    MORE_PROBLEMS;

    /** A reason about the build as a whole. */
    public Reason reason(String message) {
        return about(null, message);
    }

    /** A reason about one file of the build. */
    public Reason about(@Nullable String path, String message) {
        return new Reason(name(), path, message);
    }
}
