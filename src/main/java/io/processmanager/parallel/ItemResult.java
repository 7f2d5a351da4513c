package io.processmanager.parallel;

import java.util.Optional;

/**
 * What became of an item.
 *
 * @param number how many items were handed over before it
 * @param event what was to be done with it
 * @param item as it was handed over; may be null
 * @param result what the callback returned; null if it failed, and perhaps otherwise
 * @param thrown what the callback threw; null if it succeeded
 */
public record ItemResult(long number, String event, Object item, Object result, Throwable thrown) {

    /** @return what the callback threw; empty if it succeeded */
    public Optional<Throwable> error() {
        return Optional.ofNullable(thrown);
    }
}
