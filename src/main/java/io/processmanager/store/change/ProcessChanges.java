package io.processmanager.store.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells those who follow a process on this node that something has changed: at once for changes made here, and by
 * {@link #compare a regular look at the database} for those made elsewhere.
 */
@ApplicationScoped
public class ProcessChanges {

    private final Map<String, CopyOnWriteArrayList<Runnable>> followers = new ConcurrentHashMap<>();
    private final Map<String, Long> lastRevisions = new ConcurrentHashMap<>();

    /**
     * Begins to follow a process. Subscribe first and look second: then no change is missed.
     *
     * @param pid the process
     * @param onChange called after each committed change, on a thread of the writer: it must be quick and must not throw
     * @return ends it
     */
    public Subscription subscribe(String pid, Runnable onChange) {
        followers.compute(pid, (key, listeners) -> {
            CopyOnWriteArrayList<Runnable> all = listeners == null ? new CopyOnWriteArrayList<>() : listeners;
            all.add(onChange);
            return all;
        });
        return () -> followers.computeIfPresent(pid, (key, listeners) -> {
            listeners.remove(onChange);
            if (listeners.isEmpty()) {
                lastRevisions.remove(pid);
                return null;
            }
            return listeners;
        });
    }

    /** @return the processes that somebody follows */
    public Set<String> followed() {
        return Set.copyOf(followers.keySet());
    }

    /**
     * To be called after the commit of a change.
     *
     * @param pid the process that has changed
     */
    public void changed(String pid) {
        Collection<Runnable> listeners = followers.get(pid);
        if (listeners != null) {
            listeners.forEach(Runnable::run);
        }
    }

    /**
     * Tells the followers of those processes whose revision is not what it was at the last call.
     *
     * @param revisions the revisions that the database has now; a followed process that is missing has been removed
     */
    public void compare(Map<String, Long> revisions) {
        for (String pid : followed()) {
            Long revision = revisions.getOrDefault(pid, -1L);
            if (!revision.equals(lastRevisions.put(pid, revision))) {
                changed(pid);
            }
        }
        lastRevisions.keySet().retainAll(followers.keySet());
    }

    /** Somebody's interest in a process. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
