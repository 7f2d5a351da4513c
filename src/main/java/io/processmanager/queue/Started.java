package io.processmanager.queue;

/**
 * The answer to a start.
 *
 * @param pid the started process, or the living one with the same unique key
 * @param isNew whether it was started by this call
 */
public record Started(String pid, boolean isNew) {
}
