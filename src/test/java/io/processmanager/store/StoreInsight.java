package io.processmanager.store;

/** Lets tests look at what the store keeps to itself. */
public final class StoreInsight {

    private StoreInsight() {
    }

    /** How many open transactions of this node have changed the process, or are about to. */
    public static int openTransactionsThatChange(UncommittedChanges changes, String pid) {
        return changes.count(pid);
    }
}
