package io.processmanager.store;

import io.processmanager.store.change.UncommittedChanges;
import java.util.Set;

/** Lets tests look at what the store keeps to itself. */
public final class StoreInsight {

    private StoreInsight() {
    }

    /** How many open transactions of this node have changed the process, or are about to. */
    public static int openTransactionsThatChange(UncommittedChanges changes, String pid) {
        return changes.count(pid);
    }

    /** A writer takes a process in hand, until what is returned is run. */
    public static Runnable write(UncommittedChanges changes, String pid) {
        Set<String> written = changes.beginWriting(Set.of(pid));
        return () -> changes.endWriting(written);
    }
}
