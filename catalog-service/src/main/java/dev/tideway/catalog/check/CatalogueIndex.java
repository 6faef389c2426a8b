package dev.tideway.catalog.check;

import dev.tideway.protocol.catalogue.Catalogue;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answers of all projects, in memory: each project's are one object that a higher revision replaces.
 *
 * <p>Reading takes no lock. Lower and equal revisions change nothing, so it does not matter how often and in which order
 * states arrive.
 */
@Singleton
public class CatalogueIndex {
    private final UpdateChecker checker;
    private final Map<String, Entry> projects = new ConcurrentHashMap<>();
    /** Whoever claims an alias; if several do, the first by id has it, whichever came first. */
    private final Map<String, SortedSet<String>> aliases = new ConcurrentHashMap<>();

    private volatile boolean filled;

    /** @param answers null: the project was deleted */
    private record Entry(
            long revision, List<String> aliases, @Nullable ProjectAnswers answers) {}

    CatalogueIndex(@ConfigProperty(name = "tideway.public-url") String publicUrl) {
        this.checker = new UpdateChecker(publicUrl);
    }

    /** @return false if this revision or a higher one is there already */
    public synchronized boolean apply(Catalogue catalogue) {
        String id = catalogue.projectId();
        Entry present = projects.get(id);
        if (present != null && present.revision >= catalogue.revision()) {
            return false;
        }
        Entry next = catalogue.deleted()
                ? new Entry(catalogue.revision(), List.of(), null)
                : new Entry(catalogue.revision(), catalogue.settings().aliases(), checker.answers(catalogue));
        projects.put(id, next);
        next.aliases.forEach(alias -> claim(alias, id));
        if (present != null) {
            present.aliases.stream().filter(a -> !next.aliases.contains(a)).forEach(alias -> release(alias, id));
        }
        return true;
    }

    private void claim(String alias, String projectId) {
        aliases.compute(alias, (a, claimants) -> {
            SortedSet<String> more = claimants == null ? new TreeSet<>() : new TreeSet<>(claimants);
            more.add(projectId);
            return more;
        });
    }

    private void release(String alias, String projectId) {
        aliases.computeIfPresent(alias, (a, claimants) -> {
            SortedSet<String> fewer = new TreeSet<>(claimants);
            fewer.remove(projectId);
            return fewer.isEmpty() ? null : fewer;
        });
    }

    /**
     * @param projectId an id or an alias
     * @return null if there is no such project, or not any more
     */
    public @Nullable ProjectAnswers find(String projectId) {
        Entry entry = projects.get(projectId);
        if (entry == null) {
            SortedSet<String> claimants = aliases.get(projectId);
            entry = claimants == null ? null : projects.get(claimants.first());
        }
        return entry == null ? null : entry.answers;
    }

    /** What a project without releases would be told. */
    ProjectAnswers ofUnknown(String projectId) {
        return checker.answersOfNothing(projectId);
    }

    /** The highest revision that has arrived of that project, 0 if none has. */
    public long revision(String projectId) {
        Entry entry = projects.get(projectId);
        return entry == null ? 0 : entry.revision;
    }

    /** Whether any state of that project has arrived, even that of its deletion. */
    public boolean knows(String projectId) {
        return projects.containsKey(projectId);
    }

    public int size() {
        return projects.size();
    }

    /** Whether it has all that there was at the start; once it is filled it stays so. */
    public boolean isFilled() {
        return filled;
    }

    void markFilled() {
        filled = true;
    }
}
