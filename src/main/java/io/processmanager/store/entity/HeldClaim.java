package io.processmanager.store.entity;

import java.util.Optional;

/** What identifies a claim to the writes made under it. */
public interface HeldClaim {

    /** @return the process */
    String pid();

    /** @return the number of the claim; writes are refused once a later claim has a higher one */
    long fence();

    /**
     * @return the last sign of life of its runner, in milliseconds of the database's clock, if it has ended: later
     *     execution is unknown. Empty if the runner itself writes
     */
    default Optional<Long> heldUntil() {
        return Optional.empty();
    }
}
