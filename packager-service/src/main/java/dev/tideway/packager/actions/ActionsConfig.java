package dev.tideway.packager.actions;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How install instructions are written and read. */
@ConfigMapping(prefix = "tideway.packager.actions")
public interface ActionsConfig {
    /** Bytes of a build's own {@code update.json}. */
    @WithDefault("8M")
    MemorySize updateJson();

    Keys keys();

    /**
     * Names of the keys but {@code AddOrUpdate}, which the format gives. A change holds for instructions that are made
     * from then on: those that lie in the bucket never change.
     */
    interface Keys {
        /** Files that stay as they are. */
        @WithDefault("DoNothing")
        String doNothing();

        /** Files that only change their path. */
        @WithDefault("CopyAndMove")
        String copyAndMove();

        /** Files to delete. */
        @WithDefault("DeleteFiles")
        String deleteFiles();

        /** Folders to delete with all that is in them. */
        @WithDefault("DeleteFolders")
        String deleteFolders();

        /** The old path of a file that changes its path. */
        @WithDefault("from")
        String from();

        /** The new path of a file that changes its path. */
        @WithDefault("to")
        String to();

        default ActionKeys toRecord() {
            return new ActionKeys(doNothing(), copyAndMove(), deleteFiles(), deleteFolders(), from(), to());
        }
    }
}
