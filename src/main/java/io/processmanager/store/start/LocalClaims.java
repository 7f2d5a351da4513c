package io.processmanager.store.start;

import io.processmanager.store.entity.Claim;
import io.processmanager.store.queue.Lane;
import java.util.function.IntFunction;

/** This node's runner, as seen by processes started on this node. */
public interface LocalClaims {

    /**
     * Offers processes about to be committed. Those that the runner takes are inserted as already claimed, which
     * saves a statement and a commit for each.
     *
     * @param count how many there are
     * @param claims the claim each would have, by its index from 0, in order of start
     * @return the slots reserved for them
     */
    Reservation offer(int count, IntFunction<Claim> claims);

    /**
     * Processes were queued and committed.
     *
     * @param dueAt earliest due time, in milliseconds since 1970
     */
    void queued(Lane lane, long dueAt);

    /** Reserved slots; one of the three methods below is called when the transaction is over. */
    interface Reservation {

        /** @param count how many of them were inserted as claimed, from the first; the others are to be claimed as usual */
        void keep(int count);

        /** @return how many are taken, from the first */
        int count();

        /** @return the claiming runner; meaningless if none are taken */
        String runnerId();

        /** Execute them. */
        void committed();

        /** Execute those found in the database, which has not been checked yet. */
        void reportedCommitted();

        /** Not started, or unknown; those started are found as orphans. */
        void notCommitted();
    }
}
