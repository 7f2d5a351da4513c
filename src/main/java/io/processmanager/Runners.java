package io.processmanager;

import io.processmanager.view.RunnerInfo;
import java.util.List;

/**
 * The registry of runners: one per deployment start and node. Inject it.
 *
 * <p>Any node may control the runner of any other. The new status is stored in a transaction of its own, whatever becomes
 * of the caller's, and holds until the runner ends. The runner obeys at once; if the signal is lost, at its next poll.
 */
public interface Runners {

    /**
     * Joins the caller's JTA transaction if there is one.
     *
     * @return the known runners, newest first; ended ones are removed some time later
     */
    List<RunnerInfo> list();

    /**
     * Joins the caller's JTA transaction if there is one.
     *
     * @param id the runner
     * @return its new state
     * @throws RunnerNotFoundException if unknown
     */
    RunnerInfo get(String id);

    /**
     * Stops a runner from claiming. Processes that have begun there go on to their end; those claimed ahead are queued
     * again. Without effect on a paused runner.
     *
     * @param id the runner
     * @return its new state
     * @throws RunnerNotFoundException if unknown
     * @throws RunnerStateException if it is draining or has ended
     */
    RunnerInfo pause(String id);

    /**
     * Lets a paused runner claim again, or a draining one that has not ended yet. Without effect on a running one.
     *
     * @param id the runner
     * @return its new state
     * @throws RunnerNotFoundException if unknown
     * @throws RunnerStateException if it has ended
     */
    RunnerInfo resume(String id);

    /**
     * Ends a runner in an orderly way, without a time limit, while its server stays up: it claims nothing more, queues again
     * what has not begun, lets running steps end, and queues their processes again at the checkpoint. When none is left, it
     * ends with {@link RunnerInfo.Status#SUCCESS}; its node executes nothing until the deployment is started again. Without
     * effect on a draining runner.
     *
     * @param id the runner
     * @return its new state
     * @throws RunnerNotFoundException if unknown
     * @throws RunnerStateException if it has ended
     */
    RunnerInfo drain(String id);
}
