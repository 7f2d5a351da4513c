package io.processmanager.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that open transactions of this node have changed. Derby has no SKIP LOCKED: a claim that met the locked row of such a
 * process would wait for the caller's transaction. As Derby has one node only, what is known here is all there is to know.
 */
@ApplicationScoped
public class UncommittedChanges {

    private final Set<String> pids = ConcurrentHashMap.newKeySet();

    /** @param pid a process that the current transaction is about to change */
    public void begin(String pid) {
        pids.add(pid);
    }

    /** @param pid a process whose changing transaction is over */
    public void end(String pid) {
        pids.remove(pid);
    }

    int size() {
        return pids.size();
    }

    boolean contains(String pid) {
        return pids.contains(pid);
    }
}
