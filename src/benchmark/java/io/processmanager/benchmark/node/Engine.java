package io.processmanager.benchmark.node;

import java.util.Map;

/**
 * A system as the benchmark drives it. Its processes have steps that do nothing but tell {@link Beginnings}, each step being durable before the next
 * begins.
 */
public interface Engine extends AutoCloseable {

    /**
     * Starts one process and returns when that is durable.
     *
     * @param steps how many steps it has
     * @return its id
     * @throws Exception if the system refuses
     */
    String start(int steps) throws Exception;

    /**
     * Likewise, with a commit of its own: in a transaction of the caller if the system otherwise commits together what is started at the same time.
     *
     * @param steps how many steps it has
     * @throws Exception if the system refuses
     */
    default void startAndCommit(int steps) throws Exception {
        start(steps);
    }

    /**
     * Starts many processes by the system's call for many.
     *
     * @param processes how many
     * @param steps how many steps each has
     * @throws Exception if the system refuses
     */
    void startAll(int processes, int steps) throws Exception;

    /**
     * Returns when none of the processes that are started from now on will be executed on this node.
     *
     * @throws Exception if the system refuses
     */
    void pause() throws Exception;

    /**
     * Ends {@link #pause()}.
     *
     * @throws Exception if the system refuses
     */
    void resume() throws Exception;

    /**
     * Is asked again and again until there is none, while the last of them are being executed: it must be cheap, however many have ended.
     *
     * @return how many of the processes that were started have not ended, as the database says
     * @throws Exception if the database fails
     */
    long waiting() throws Exception;

    /**
     * @return how many steps the successfully ended ones have in all, likewise
     * @throws Exception if the database fails
     */
    long finishedSteps() throws Exception;

    /**
     * @param since in microseconds since 1970
     * @return when the processes that ended since then ended durably, by their ids, likewise
     * @throws Exception if the database fails
     */
    Map<String, Long> ends(long since) throws Exception;

    /**
     * Removes the processes that are in the queue, while paused.
     *
     * @throws Exception if the database fails
     */
    void discardWaiting() throws Exception;

    /**
     * Adds ended processes to the tables: copies of one that the system itself has executed.
     *
     * @param processes how many
     * @throws Exception if the database fails
     * @throws UnsupportedOperationException if the system keeps no ended processes
     */
    void addEnded(int processes) throws Exception;

    /**
     * Empties the tables of ended processes, and the memory of their ends, as if everything were new.
     *
     * @return false if a process has not ended yet; nothing is removed then
     * @throws Exception if the database fails
     */
    boolean removeEnded() throws Exception;

    @Override
    void close();
}
