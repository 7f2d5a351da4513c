package io.processmanager.store.start;

import io.processmanager.store.entity.Claim;
import java.util.function.IntFunction;

/** The runner of this node, as far as it is concerned by processes that are started on this node. */
public interface LocalClaims {

    /**
     * Offers processes whose transaction is about to commit. What the runner takes is inserted as claimed by it already, so that nobody has to claim it: that
     * saves a statement and a commit for each, and the time they take.
     *
     * @param count how many there are
     * @param claims the claim of each that it would have, by its number from 0, in the order of their start
     * @return the slots that it has reserved for them
     */
    Reservation offer(int count, IntFunction<Claim> claims);

    /**
     * Processes were queued, and committed.
     *
     * @param dueAt when the first of them is due, in milliseconds since 1970
     */
    void queued(long dueAt);

    /** What the runner has taken; one of the three methods at its end is called when the transaction is over. */
    interface Reservation {

        /** @return how many it takes, from the first */
        int count();

        /** @return who claims them; of no meaning if there are none */
        String runnerId();

        /** To be executed. */
        void committed();

        /** To be executed if it is in the database, which nobody has asked yet. */
        void reportedCommitted();

        /** There is nothing to execute, or nobody knows; in that case it is found as an orphan. */
        void notCommitted();
    }
}
