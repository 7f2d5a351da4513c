package io.processmanager.execution.attempt;

import java.util.Optional;

/** What a step keeps of its work for its next attempt, as JSON. */
public interface KeptState {

    /** For synchronous execution, which has no other attempt. */
    KeptState NONE = new KeptState() {
        @Override
        public Optional<String> stored() {
            return Optional.empty();
        }

        @Override
        public void store(String json) {
            // not needed
        }
    };

    /** @return what an earlier attempt has kept last */
    Optional<String> stored();

    /**
     * Returns once it is durable.
     *
     * @throws InterruptedException if the attempt is stopped
     * @throws IllegalStateException if the claim is lost, or the database refuses it
     */
    void store(String json) throws InterruptedException;
}
