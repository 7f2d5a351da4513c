package io.processmanager;

import io.processmanager.queue.Queuing;
import io.processmanager.queue.Started;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogPage;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.List;

/**
 * Entry point to start, look up and control processes. Inject it.
 *
 * <p>Every method joins the caller's JTA transaction, or runs in its own. If its own commit fails, the database is
 * asked for the outcome: the method returns if the change was made, throws the failure if not, and throws
 * {@link UnknownOutcomeException} if the database does not answer for some seconds.
 */
public interface ProcessManager {

    /**
     * Queues a process as part of the caller's transaction: it is invisible to others until the commit, which wakes a
     * runner at once, and never lost after it.
     *
     * @param process the process
     * @return the pid: 32 hexadecimal digits; that of a living process with the same unique key, if there is one
     * @throws InvalidSpecificationException if it is invalid; nothing is stored
     * @throws UnknownOutcomeException without a caller's transaction, if the database connection breaks and is not
     *         replaced in time, or the thread is interrupted; it holds the pid
     */
    String start(ManagedProcess process);

    /**
     * Like {@link #start}, for callers that must know whether the process is new. While another transaction is starting
     * one with the same {@linkplain Queuing#withUniqueKey unique key}, both wait for its end.
     *
     * @param process the process
     * @return the started process, or the living one with its unique key
     */
    Started startOrFind(ManagedProcess process);

    /**
     * Queues processes like {@link #start}, all or none. They are sent together, many times as fast as single calls.
     * Only memory limits their number; a few thousand are fast without a long transaction. List order is not execution
     * order.
     *
     * @param processes the processes; may be empty
     * @return the pids, in list order
     * @throws InvalidSpecificationException if any is invalid, with all violations, such as
     *         {@code [3].steps.charge.class}; nothing is stored, and the caller's transaction can continue
     */
    List<String> startAll(List<ManagedProcess> processes);

    /**
     * Looks up a process. Its output and those of its steps, from the last backwards, are included up to
     * {@code process-manager.lookup.max-outputs} in total. The others are
     * {@linkplain StepInfo.Output#isOmitted omitted}.
     *
     * @param pid the process
     * @return its progress, outputs and error
     * @throws ProcessNotFoundException if there is none
     */
    ProcessInfo getProcessInfo(String pid);

    /**
     * Like {@link #getProcessInfo}, with all outputs omitted.
     *
     * @param pid the process
     * @return its progress and error
     * @throws ProcessNotFoundException if there is none
     */
    ProcessInfo getProcessInfoWithoutOutputs(String pid);

    /**
     * @param pid the process
     * @param step a step that has returned
     * @return its output, of any size
     * @throws ProcessNotFoundException if there is none
     * @throws StepNotFoundException if it has no such step
     * @throws NoOutputException if the step has not returned
     */
    JsonValue getStepOutput(String pid, String step);

    /**
     * @param pid a finished or interrupted process
     * @return its output, of any size
     * @throws ProcessNotFoundException if there is none
     * @throws NoOutputException if it is in another state
     */
    JsonValue getOutput(String pid);

    /**
     * Like {@link #getStepOutput}, but streams the stored JSON in UTF-8, piece by piece. Reading uses no transaction,
     * holds no connection between pieces, and fails if the process is removed meanwhile.
     *
     * @param pid the process
     * @param step a step that has returned
     * @return its output
     * @throws ProcessNotFoundException if there is none
     * @throws StepNotFoundException if it has no such step
     * @throws NoOutputException if the step has not returned
     */
    InputStream openStepOutput(String pid, String step);

    /**
     * Like {@link #getOutput}, streamed as by {@link #openStepOutput}.
     *
     * @param pid a finished or interrupted process
     * @return its output
     * @throws ProcessNotFoundException if there is none
     * @throws NoOutputException if it is in another state
     */
    InputStream openOutput(String pid);

    /**
     * @param query the filter, limit and position
     * @return a page, newest first, without steps and outputs
     * @throws InvalidSpecificationException if the limit or position is invalid
     */
    ProcessPage list(ProcessQuery query);

    /**
     * Counts processes by state. On PostgreSQL the time does not grow with their number: above 10,000 a state's count
     * is estimated from the database statistics, by default refreshed within a minute after a tenth of the table has
     * changed. Derby counts exactly.
     *
     * @return the number of processes in each state
     */
    ProcessCounts counts();

    /**
     * Continues an interrupted process without further data.
     *
     * @param pid the process
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it is not interrupted; one of two concurrent calls gets this
     */
    void proceed(String pid);

    /**
     * Continues an interrupted process: atomically merges the data (RFC 7396) over the interrupting step's output as
     * input of the next step, and queues the process.
     *
     * @param pid the process
     * @param data the data to merge
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it is not interrupted; one of two concurrent calls gets this
     */
    void proceed(String pid, JsonObject data);

    /**
     * Cancels a process: at once if queued or interrupted; if running, when its step stops or is abandoned.
     *
     * @param pid the process
     * @param reason recorded; may be null
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it has ended
     */
    void cancel(String pid, String reason);

    /**
     * Like {@link #cancel}, but its completed steps are compensated first, see {@link StepSpec#withCompensation}.
     *
     * @throws ProcessStateException if it has ended, or is being compensated already, which only {@link #cancel} ends
     */
    void cancelWithCompensation(String pid, String reason);

    /**
     * Requeues a failed, timed-out or cancelled process at the step where it stopped, with its full timeout and all
     * attempts. If completed steps were compensated, it is requeued at the first of them.
     *
     * @param pid the process
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it is in another state
     * @throws UniqueKeyTakenException if a living process has its unique key
     */
    void retry(String pid);

    /**
     * Requeues an ended process, even a finished one, at the step where it stopped or an earlier one: the results of
     * that step and those after it are dropped. The step gets the same input as before, but after an interrupting step
     * the process waits for {@code proceed} again.
     *
     * @param pid the process
     * @param fromStep the name of the step
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it has not ended, or if it is to begin at its first step and began under a
     *     version that did not keep the data
     * @throws InvalidSpecificationException if it has no such step, stopped before it, or an earlier one was compensated
     * @throws UniqueKeyTakenException if a living process has its unique key
     */
    void retry(String pid, String fromStep);

    /**
     * Removes an ended process with all its records.
     *
     * @param pid the process
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it has not ended
     */
    void delete(String pid);

    /**
     * @param pid the process
     * @param after {@link LogPage#next()} of the previous page, or null for the beginning
     * @param limit the maximum number of lines, 1 to 1,000
     * @return the lines, oldest first
     * @throws ProcessNotFoundException if there is none
     * @throws InvalidSpecificationException if the position or limit is invalid
     */
    LogPage getLog(String pid, String after, int limit);

    /**
     * @param pid the process
     * @param after {@link RunInfo.Page#next()} of the previous page, or null for the beginning
     * @param limit the maximum number of runs, 1 to 500
     * @return the runs, in the order of their numbers; their results as far as a process look-up carries outputs
     * @throws ProcessNotFoundException if there is none
     * @throws InvalidSpecificationException if the position or limit is invalid
     */
    RunInfo.Page getRuns(String pid, String after, int limit);

    /**
     * @param pid the process
     * @param number of the run, from 1
     * @return the run
     * @throws ProcessNotFoundException if there is no such process
     * @throws RunNotFoundException if the process has no run of that number
     */
    RunInfo getRun(String pid, int number);

    /**
     * Streams what is stored of a run's output, page by page, also while it runs. Reading uses no transaction and holds
     * no connection between pages.
     *
     * @param pid the process
     * @param number of the run, from 1
     * @param stream what it printed to {@code System.out} or {@code System.err}, or logged
     * @return the text in UTF-8; where the middle was cut out, it says how many bytes are missing
     * @throws ProcessNotFoundException if there is no such process
     * @throws RunNotFoundException if the process has no run of that number
     */
    InputStream openRunOutput(String pid, int number, LogLine.Stream stream);
}
