package dev.tideway.packager.actions;

import java.util.HashSet;
import java.util.List;

/**
 * The names of the keys in {@code update.json}. The format's description gives {@code AddOrUpdate} alone, so the others
 * are what the installation's clients expect.
 */
record ActionKeys(
        String doNothing, String copyAndMove, String deleteFiles, String deleteFolders, String from, String to) {
    static final String ADD_OR_UPDATE = "AddOrUpdate";

    ActionKeys {
        List<String> top = List.of(ADD_OR_UPDATE, doNothing, copyAndMove, deleteFiles, deleteFolders);
        if (new HashSet<>(top).size() < top.size() || from.equals(to)) {
            throw new IllegalArgumentException(
                    "tideway.packager.actions.keys: the names must differ from each other, not " + top + ", "
                            + List.of(from, to));
        }
        if (top.contains("") || from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException("tideway.packager.actions.keys: a name must not be empty");
        }
    }
}
