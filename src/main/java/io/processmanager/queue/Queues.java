package io.processmanager.queue;

import java.util.List;

/**
 * The queues. A queue exists as soon as a process waits in it, and has no limits unless it is configured. Inject it; it
 * takes part in the caller's JTA transaction if there is one.
 */
public interface Queues {

    /** @return the queues that are configured or hold processes, and the default one, by name */
    List<QueueInfo> list();

    /**
     * @param queue 1 to 100 letters, digits, {@code -}, {@code _} and {@code .}
     * @return the queue, also if it holds nothing
     */
    QueueInfo find(String queue);

    /**
     * Sets the limits of a queue, on all nodes and exactly. Processes that are executed beyond a new limit are not
     * stopped: nothing begins until they are fewer.
     *
     * @param queue its name
     * @param limits all of them; those not given are none
     * @throws io.processmanager.InvalidSpecificationException if anything is invalid, with all violations
     */
    void configure(String queue, QueueLimits limits);

    /**
     * Lets nothing begin any more; what is executed goes on.
     *
     * @param queue its name
     */
    void pause(String queue);

    /** @param queue the name of a queue, which may or may not be paused */
    void resume(String queue);
}
