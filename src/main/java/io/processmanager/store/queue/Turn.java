package io.processmanager.store.queue;

import java.util.List;

/** A queue whose turn it is, with its lanes in order. */
public record Turn(String queue, List<Start> lanes) {

    /** @param dueFrom where the search in the lane begins, in milliseconds since 1970 */
    public record Start(Lane lane, long dueFrom) {
    }
}
