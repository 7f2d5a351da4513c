package io.processmanager.store.queue;

import io.processmanager.queue.Queuing;
import java.util.Comparator;

/**
 * Processes of one queue and priority, in which they are claimed by due time. A queue's lanes are ordered by priority,
 * the highest first.
 */
public record Lane(String queue, int priority) implements Comparable<Lane> {

    public static final Lane DEFAULT = new Lane(Queuing.DEFAULT_QUEUE, Queuing.DEFAULT_PRIORITY);

    private static final Comparator<Lane> ORDER = Comparator.comparing(Lane::queue).thenComparing(Comparator.comparing(Lane::priority).reversed());

    public static Lane of(Queuing queuing) {
        return new Lane(queuing.queue(), queuing.priority());
    }

    @Override
    public int compareTo(Lane other) {
        return ORDER.compare(this, other);
    }
}
