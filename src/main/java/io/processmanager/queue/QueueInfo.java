package io.processmanager.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * A snapshot of a queue.
 *
 * @param name its name
 * @param limits its limits
 * @param paused whether nothing of it is claimed
 * @param queued how many processes wait for their turn, up to 10,000 of each priority on PostgreSQL
 * @param running how many are executed
 * @param oldestDueAge how long the one has been due that has waited longest; empty if none is due
 */
public record QueueInfo(String name, QueueLimits limits, boolean paused, long queued, long running, Optional<Duration> oldestDueAge) {
}
