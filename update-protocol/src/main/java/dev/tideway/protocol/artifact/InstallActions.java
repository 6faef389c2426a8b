package dev.tideway.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import java.util.List;

/**
 * Instructions from one package to another, {@code update.json}, with the names that its keys have where the packager
 * is not told otherwise. They are carried out in this order: moves, deletions of files, of folders, additions; a path to
 * delete that is not there any more is no error.
 *
 * @param addOrUpdate files to take from the package, at least one
 * @param doNothing files that stay
 * @param copyAndMove files whose bytes stay and whose path does not
 * @param deleteFiles files that are gone, but those in deleted folders
 * @param deleteFolders folders of which nothing is left, with all that is in them
 */
@WireRecord
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InstallActions(
        @JsonProperty("AddOrUpdate") List<String> addOrUpdate,
        @JsonProperty("DoNothing") List<String> doNothing,
        @JsonProperty("CopyAndMove") List<Move> copyAndMove,
        @JsonProperty("DeleteFiles") List<String> deleteFiles,
        @JsonProperty("DeleteFolders") List<String> deleteFolders) {
    public InstallActions {
        addOrUpdate = List.copyOf(Names.present("AddOrUpdate", addOrUpdate));
        if (addOrUpdate.isEmpty()) {
            throw new InvalidValueException("AddOrUpdate", "must have at least one item");
        }
        doNothing = doNothing == null ? List.of() : List.copyOf(doNothing);
        copyAndMove = copyAndMove == null ? List.of() : List.copyOf(copyAndMove);
        deleteFiles = deleteFiles == null ? List.of() : List.copyOf(deleteFiles);
        deleteFolders = deleteFolders == null ? List.of() : List.copyOf(deleteFolders);
    }

    /** A file that is at {@code to} in the package and was at {@code from} before. */
    @WireRecord
    public record Move(String from, String to) {
        public Move {
            Names.present("from", from);
            Names.present("to", to);
        }
    }
}
