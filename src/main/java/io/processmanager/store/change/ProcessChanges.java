package io.processmanager.store.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notifies followers of a process on this node: at once of changes made here, by {@link #compare regular comparison}
 * of those made elsewhere.
 */
@ApplicationScoped
public class ProcessChanges {

    private final Map<String, CopyOnWriteArrayList<Runnable>> followers = new ConcurrentHashMap<>();
    private final Map<String, Long> lastRevisions = new ConcurrentHashMap<>();

    /**
     * Follows a process. Subscribe first, then read, to miss no change.
     *
     * @param pid the process
     * @param onChange called after each committed change, on a writer's thread; must be quick and not throw
     * @return close it to stop
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

    /** @return the followed processes */
    public Set<String> followed() {
        return Set.copyOf(followers.keySet());
    }

    /**
     * Call after committing a change.
     *
     * @param pid the changed process
     */
    public void changed(String pid) {
        Collection<Runnable> listeners = followers.get(pid);
        if (listeners != null) {
            listeners.forEach(Runnable::run);
        }
    }

    /**
     * Notifies the followers of processes whose revision differs from the last call.
     *
     * @param revisions current revisions; a followed process that is missing was removed
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

    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
