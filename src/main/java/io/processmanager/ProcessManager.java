package io.processmanager;

import io.processmanager.view.LogPage;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.StepInfo;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.List;

/**
 * The entry point: hands processes over, looks them up and steers them. Inject it.
 *
 * <p>Every method takes part in the caller's JTA transaction if there is one, and runs in one of its own if not. If the commit of the latter fails, the database is asked what
 * has become of it: a change that was made returns as if nothing had happened, one that is known not to be made throws what has failed, and if the database does not answer for
 * some seconds, the method throws {@link UnknownOutcomeException}. The commit of a caller's transaction is the caller's.
 */
public interface ProcessManager {

    /**
     * Queues a process. It is committed with the caller's transaction and rolled back with it, and is invisible to everybody else
     * before; after the commit a runner picks it up at once, and it is never lost.
     *
     * @param process what to execute
     * @return the pid: 32 hexadecimal digits
     * @throws InvalidSpecificationException if anything is wrong with it; nothing is stored then
     * @throws UnknownOutcomeException if there is no transaction of the caller, and the connection to the database breaks just now and is not replaced in time, or the calling
     *         thread is interrupted; it tells the pid to look for
     */
    String start(ManagedProcess process);

    /**
     * Queues many processes in one transaction: all of them or none. For each of them the same holds as for {@link #start}. They are sent to the database
     * together, so this is many times as fast as starting them one by one. How many there may be is limited by memory only; some thousands are enough to
     * be fast, and do not hold a transaction open for long. The order of the list is not an order of execution.
     *
     * @param processes what to execute; nothing happens if there are none
     * @return the pids, in the order of the processes
     * @throws InvalidSpecificationException if anything is wrong with any of them, with every violation of each: {@code [3].steps.charge.class}. Nothing is
     *         stored then, and the caller's transaction can go on
     */
    List<String> startAll(List<ManagedProcess> processes);

    /**
     * Looks a process up. The outputs of its steps are there from the last step backwards as long as they are within the setting {@code process-manager.lookup.max-outputs}
     * together, and so is its own; those beyond are {@linkplain StepInfo.Output#isOmitted omitted}, and read by
     * {@link #getStepOutput} and {@link #getOutput}.
     *
     * @param pid the process
     * @return how far it is, what came out, what went wrong
     * @throws ProcessNotFoundException if there is none
     */
    ProcessInfo getProcessInfo(String pid);

    /**
     * Likewise, with all outputs omitted.
     *
     * @param pid the process
     * @return how far it is and what went wrong
     * @throws ProcessNotFoundException if there is none
     */
    ProcessInfo getProcessInfoWithoutOutputs(String pid);

    /**
     * @param pid the process
     * @param step the name of one of its steps, which has returned
     * @return what it returned, however large
     * @throws ProcessNotFoundException if there is no such process
     * @throws StepNotFoundException if the process has no such step
     * @throws NoOutputException if the step has not returned yet
     */
    JsonValue getStepOutput(String pid, String step);

    /**
     * @param pid a process that is finished or interrupted
     * @return its output, however large
     * @throws ProcessNotFoundException if there is no such process
     * @throws NoOutputException if it is in another state
     */
    JsonValue getOutput(String pid);

    /**
     * Like {@link #getStepOutput}, but as the JSON that is stored, in UTF-8, without keeping more than a piece of it in memory. The pieces are read while the stream is; it takes
     * part in no transaction, holds no connection in between, and fails if the process is removed meanwhile.
     *
     * @param pid the process
     * @param step the name of one of its steps, which has returned
     * @return what it returned
     * @throws ProcessNotFoundException if there is no such process
     * @throws StepNotFoundException if the process has no such step
     * @throws NoOutputException if the step has not returned yet
     */
    InputStream openStepOutput(String pid, String step);

    /**
     * Like {@link #getOutput}, read as {@link #openStepOutput} does.
     *
     * @param pid a process that is finished or interrupted
     * @return its output
     * @throws ProcessNotFoundException if there is no such process
     * @throws NoOutputException if it is in another state
     */
    InputStream openOutput(String pid);

    /**
     * @param query which processes
     * @return a page of them, newest first, without steps and outputs
     * @throws InvalidSpecificationException if the limit or the position of the query is not valid
     */
    ProcessPage list(ProcessQuery query);

    /**
     * Counts all processes by their states, in a time that does not grow with their number on PostgreSQL: if more than 10,000 are in a state, their number is
     * estimated from the statistics of the database. These are taken anew, by default, within a minute after a tenth of the table has changed. On Derby every number is exact.
     *
     * @return how many processes there are in each state
     */
    ProcessCounts counts();

    /**
     * Continues an interrupted process without further data.
     *
     * @param pid the process
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it is not interrupted; of two concurrent calls one gets this
     */
    void proceed(String pid);

    /**
     * Continues an interrupted process. In one atomic step the data is merged (RFC 7396) over the interrupting step's output, the
     * result becomes the input of the next step, and the process is queued.
     *
     * @param pid the process
     * @param data what to merge
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it is not interrupted; of two concurrent calls one gets this
     */
    void proceed(String pid, JsonObject data);

    /**
     * Cancels a process: at once if it is queued or interrupted; if it runs, as soon as its step stops or is abandoned.
     *
     * @param pid the process
     * @param reason why, for the record; may be null
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it has ended
     */
    void cancel(String pid, String reason);

    /**
     * Queues a failed, timed-out or cancelled process again at the step where it stopped, with its whole running time.
     *
     * @param pid the process
     * @throws ProcessNotFoundException if there is none
     * @throws ProcessStateException if it is in another state
     */
    void retry(String pid);

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
     * @param after the position that a page before has given, or null for the beginning
     * @param limit how many lines at most, 1 to 1,000
     * @return what the steps have written, oldest first
     * @throws ProcessNotFoundException if there is none
     */
    LogPage getLog(String pid, String after, int limit);
}
