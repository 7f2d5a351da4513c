package io.processmanager.store.entity;

import java.util.Optional;

/** A claim as all that is written under it names it. */
public interface HeldClaim {

    /** @return the process */
    String pid();

    /** @return the number of the claim; what is written is refused once another one has a higher number */
    long fence();

    /**
     * @return until when its runner was heard of, in milliseconds of the database's clock, if that has ended: nobody knows what it has executed since. Empty if it is the
     *         runner itself who writes
     */
    default Optional<Long> heldUntil() {
        return Optional.empty();
    }
}
