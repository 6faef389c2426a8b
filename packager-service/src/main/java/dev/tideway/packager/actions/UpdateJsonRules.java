package dev.tideway.packager.actions;

import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.protocol.artifact.InstallActions.Move;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a build's own {@code update.json} against the build and against the newest offered release, and tells every
 * broken rule: whoever carries out what passes, in the order that {@link ActionsPlan} names, has every file of the build.
 */
final class UpdateJsonRules {
    private final AppFiles app;
    private final @Nullable AppFiles base;
    private final ActionKeys keys;
    private final Problems problems;
    private final Set<String> listed = new HashSet<>();
    private final Set<String> movedTo = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> deletedFolders = new HashSet<>();

    /** @param base the newest offered release; absent: this is the first */
    UpdateJsonRules(AppFiles app, @Nullable AppFiles base, ActionKeys keys, Problems problems) {
        this.app = app;
        this.base = base;
        this.keys = keys;
        this.problems = problems;
    }

    void check(UpdateJson json) {
        if (json.addOrUpdate().isEmpty()) {
            problems.add(
                    ReasonCode.UPDATE_JSON_ADDS_NOTHING,
                    UpdateJsonReader.FILE,
                    ActionKeys.ADD_OR_UPDATE + " has no item. List at least one file, for example the start page.");
        }
        json.addOrUpdate().forEach(path -> list(ActionKeys.ADD_OR_UPDATE, path));
        json.doNothing().forEach(path -> list(keys.doNothing(), path));
        json.copyAndMove().forEach(move -> list(keys.copyAndMove(), move.to()));
        app.paths().stream()
                .filter(path -> !listed.contains(path))
                .forEach(path -> tell(
                        ReasonCode.UPDATE_JSON_FILE_NOT_LISTED,
                        path,
                        "The file is in the build and in no list. List every file once, in "
                                + ActionKeys.ADD_OR_UPDATE + ", " + keys.doNothing() + " or as " + keys.to() + " in "
                                + keys.copyAndMove() + "."));
        if (base == null) {
            requireAdditionsAlone(json);
        } else {
            checkStep(json, base);
        }
    }

    private void list(String key, String path) {
        if (!isFile(key, path)) {
            return;
        }
        if (!listed.add(path)) {
            twice(path);
        } else if (!app.contains(path)) {
            tell(
                    ReasonCode.UPDATE_JSON_UNKNOWN_FILE,
                    path,
                    key + " lists a file that the build does not have. Take it out, or pack the file.");
        }
    }

    private void requireAdditionsAlone(UpdateJson json) {
        refuseInFirst(keys.doNothing(), json.doNothing());
        refuseInFirst(keys.copyAndMove(), json.copyAndMove());
        refuseInFirst(keys.deleteFiles(), json.deleteFiles());
        refuseInFirst(keys.deleteFolders(), json.deleteFolders());
    }

    private void refuseInFirst(String key, List<?> items) {
        if (!items.isEmpty()) {
            problems.add(
                    ReasonCode.UPDATE_JSON_FIRST_UPDATE,
                    UpdateJsonReader.FILE,
                    "Nothing is offered yet that " + key + " could speak of. The first update has "
                            + ActionKeys.ADD_OR_UPDATE + " alone, with every file.");
        }
    }

    private void checkStep(UpdateJson json, AppFiles from) {
        json.doNothing().stream().filter(app::contains).forEach(path -> checkKept(path, from));
        Set<String> sources = new HashSet<>();
        for (Move move : json.copyAndMove()) {
            if (isFile(keys.copyAndMove() + "." + keys.from(), move.from())) {
                movedTo.add(move.to());
                removed.add(move.from());
                if (!sources.add(move.from())) {
                    twice(move.from());
                } else {
                    checkMove(move, from);
                }
            }
        }
        json.deleteFiles().stream()
                .filter(path -> isFile(keys.deleteFiles(), path))
                .forEach(path -> checkDeletedFile(path, from));
        json.deleteFolders().stream().filter(this::isFolder).forEach(path -> checkDeletedFolder(path, from));
        app.paths().stream().filter(from::blocks).forEach(path -> checkRoom(path, from));
    }

    private void checkKept(String path, AppFiles from) {
        if (!from.contains(path)) {
            tell(
                    ReasonCode.UPDATE_JSON_KEEPS_MISSING,
                    path,
                    keys.doNothing() + " lists a file that the newest offered release does not have. List it in "
                            + ActionKeys.ADD_OR_UPDATE + ".");
        } else if (app.digest(path) != null && !app.hasSame(path, from)) {
            tell(
                    ReasonCode.UPDATE_JSON_KEEPS_CHANGED,
                    path,
                    keys.doNothing() + " lists a file that has other bytes in the newest offered release. List it in "
                            + ActionKeys.ADD_OR_UPDATE + ".");
        }
    }

    private void checkMove(Move move, AppFiles from) {
        String to = Problems.shortened(move.to());
        if (!from.contains(move.from())) {
            tell(
                    ReasonCode.UPDATE_JSON_MOVE_SOURCE_MISSING,
                    move.from(),
                    "The file that becomes " + to + " is not in the newest offered release. List " + to + " in "
                            + ActionKeys.ADD_OR_UPDATE + ".");
            return;
        }
        if (app.contains(move.from())) {
            tell(
                    ReasonCode.UPDATE_JSON_MOVE_SOURCE_STAYS,
                    move.from(),
                    "The file is moved to " + to + " and is in the build as well. List the copy in "
                            + ActionKeys.ADD_OR_UPDATE + ".");
        }
        if (app.digest(move.to()) != null && !isSame(move, from)) {
            tell(
                    ReasonCode.UPDATE_JSON_MOVE_CHANGES,
                    move.to(),
                    "The file has other bytes than " + move.from() + " in the newest offered release. List it in "
                            + ActionKeys.ADD_OR_UPDATE + ".");
        }
    }

    private boolean isSame(Move move, AppFiles from) {
        return String.valueOf(from.digest(move.from())).equals(String.valueOf(app.digest(move.to())));
    }

    private void checkDeletedFile(String path, AppFiles from) {
        removed.add(path);
        if (!deleted.add(path)) {
            twice(path);
        } else if (app.contains(path)) {
            deletesWritten(path);
        } else if (from.folders().contains(path + "/")) {
            folderAmongFiles(keys.deleteFiles(), path);
        } else if (!from.contains(path)) {
            deletesMissing(path);
        }
    }

    private void checkDeletedFolder(String path, AppFiles from) {
        String file = path.substring(0, path.length() - 1);
        if (!deletedFolders.add(path)) {
            twice(path);
        } else if (app.folders().contains(path) || path.equals("/")) {
            deletesWritten(path);
        } else if (from.contains(file)) {
            fileAmongFolders(file);
        } else if (!from.folders().contains(path)) {
            deletesMissing(path);
        }
    }

    /** Where a file stands in the way of a folder, or the reverse, it must be deleted first; moves come before that. */
    private void checkRoom(String path, AppFiles from) {
        if (movedTo.contains(path) || !isMadeRoomFor(path, from.folders().contains(path + "/"))) {
            tell(
                    ReasonCode.UPDATE_JSON_NO_ROOM,
                    path,
                    "In the newest offered release the path is a folder, or lies under a file. Delete that, or give the"
                            + " file another path.");
        }
    }

    private boolean isMadeRoomFor(String path, boolean isFolder) {
        for (String folder = path + "/"; folder.length() > 1; folder = AppFiles.folderOf(folder)) {
            String file = folder.substring(0, folder.length() - 1);
            if (isFolder ? deletedFolders.contains(folder) : removed.contains(file)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a well-formed path of a file; tells if not. */
    private boolean isFile(String key, String path) {
        if (isBad(key, path)) {
            return false;
        }
        if (path.endsWith("/")) {
            folderAmongFiles(key, path);
            return false;
        }
        return true;
    }

    private boolean isFolder(String path) {
        if (isBad(keys.deleteFolders(), path)) {
            return false;
        }
        if (!path.endsWith("/")) {
            if (base != null && base.contains(path)) {
                fileAmongFolders(path);
            } else {
                tell(
                        ReasonCode.UPDATE_JSON_NO_TRAILING_SLASH,
                        path,
                        "A folder in " + keys.deleteFolders() + " does not end with a slash. Write it as /tmp/.");
            }
            return false;
        }
        return true;
    }

    private boolean isBad(String key, String path) {
        if (!path.startsWith("/")) {
            tell(
                    ReasonCode.UPDATE_JSON_NO_LEADING_SLASH,
                    path,
                    "A path in " + key + " does not start with a slash. Write it as /js/app.js.");
            return true;
        }
        String inner = path.substring(1, path.endsWith("/") && path.length() > 1 ? path.length() - 1 : path.length());
        boolean bad = path.chars().anyMatch(Character::isISOControl)
                || path.indexOf('\\') >= 0
                || (!path.equals("/")
                        && Arrays.stream(inner.split("/", -1))
                                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..")));
        if (bad) {
            tell(
                    ReasonCode.UPDATE_JSON_BAD_PATH,
                    path,
                    "A path in " + key + " has an empty part, . or .., a backslash, NUL or another control character."
                            + " Write it as /js/app.js.");
        }
        return bad;
    }

    private void twice(String path) {
        tell(
                ReasonCode.UPDATE_JSON_LISTED_TWICE,
                path,
                "The path is listed twice. Every file and folder is listed once, whatever is done with it.");
    }

    private void deletesWritten(String path) {
        tell(
                ReasonCode.UPDATE_JSON_DELETES_WRITTEN,
                path,
                "The path is deleted, and the build has it. Take it out of the deletions, or out of the build.");
    }

    private void deletesMissing(String path) {
        tell(
                ReasonCode.UPDATE_JSON_DELETES_MISSING,
                path,
                "The path is deleted, and the newest offered release does not have it. Take it out.");
    }

    private void folderAmongFiles(String key, String path) {
        tell(
                ReasonCode.UPDATE_JSON_FOLDER_AMONG_FILES,
                path,
                key + " takes files, and this is a folder. Folders to delete belong in " + keys.deleteFolders() + ".");
    }

    private void fileAmongFolders(String path) {
        tell(
                ReasonCode.UPDATE_JSON_FILE_AMONG_FOLDERS,
                path,
                keys.deleteFolders() + " takes folders, and this is a file. Files to delete belong in "
                        + keys.deleteFiles() + ".");
    }

    private void tell(ReasonCode code, String path, String message) {
        problems.add(code, path, message);
    }
}
