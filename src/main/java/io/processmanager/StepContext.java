package io.processmanager;

import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** The current attempt, and the sink for its reports. Valid while the step executes; thread-safe. */
public interface StepContext {

    /** @return the process; empty in a synchronous execution */
    Optional<String> pid();

    /** @return the name of the step in its process */
    String stepName();

    /** @return the attempt number, from 1 */
    int attempt();

    /** @return the process's arguments merged over those of the executing node; empty if there are none */
    JsonObject arguments();

    /** @return when the attempt is given up and its thread interrupted */
    Instant deadline();

    /**
     * Reports progress. Cheap enough for loops: reports in quick succession are stored together.
     *
     * @param percent 0 to 100; clamped, with a line in the log of the process
     * @param message the current activity; cut with a mark beyond 500 characters; may be null
     */
    void progress(int percent, String message);

    /**
     * Adds a line to the log of the process.
     *
     * @param line the text
     */
    void log(String line);

    /**
     * An executor for the step's own tasks. Their threads are the container's, with its naming context and the step's
     * context class loader; what they print and log belongs to the attempt. They carry no transaction.
     *
     * <p>It ends with the attempt: what still runs then is interrupted, what still waits never begins, and the log says
     * so. Wait for the tasks, by {@code invokeAll} or their futures.
     *
     * @return the same one at each call; at most {@code process-manager.step.max-threads} tasks run at a time
     */
    ExecutorService executor();

    /**
     * A controller that farms items out to threads of {@link #executor}. What it has not done when the attempt ends is
     * dropped; {@link ParallelController#sync} waits for the items.
     *
     * @param worker what is done with the items, by several threads at a time
     * @param threads how many items are executed at a time, 1 to {@code process-manager.step.max-threads}
     * @param delivery how results come back
     * @return the controller, closed with the attempt if not before
     * @throws IllegalArgumentException if {@code threads} is out of range
     */
    ParallelController parallel(Worker worker, int threads, Delivery delivery);

    /**
     * Keeps what the step has done so far, so that its next attempt can go on from there, whatever ends this one: a
     * failure, a cancellation that is retried, the death of the server. Replaces what was kept before. Durable on
     * return, in a commit of its own: call it about once a second, not for each item. Forgotten once the step is
     * completed, or the process is retried from an earlier step. A synchronous execution keeps nothing.
     *
     * @param state at most {@code process-manager.step.max-output} bytes of JSON
     * @throws InterruptedException if the attempt is stopped
     * @throws IllegalArgumentException if the state is too large
     * @throws IllegalStateException if the claim is lost: another node executes the step
     */
    void keep(JsonValue state) throws InterruptedException;

    /** @return what an earlier attempt at this step has kept last; empty if nothing */
    Optional<JsonValue> kept();

    /**
     * Starts child processes in the transaction of this step's checkpoint: all of them, once the step has returned and
     * not otherwise. While the process waits for them it holds no thread, place or slot, and uses up no running time.
     * Then the output of the step, which must be an object or null, gets {@code children}: an array of {@code {"pid",
     * "name", "status", "output"}} in the given order. If nothing is awaited, it is there at once.
     *
     * <p>A cancellation of the process, or its failure because of a child, cancels awaited children that have not
     * ended. A retry of the process retries those that have not finished.
     *
     * @param processes what to start, at most {@code process-manager.children.max}; checked when the step has returned
     * @param awaited what the process waits for
     * @param onFailure what follows if an awaited child does not finish
     * @throws IllegalStateException outside of a process, or if the attempt has called it before
     */
    void startChildren(List<ManagedProcess> processes, ChildWait awaited, ChildFailure onFailure);

    /** @return whether the result is unwanted: cancelled, past the deadline, or claim lost; poll it in long loops */
    boolean isCancelled();
}
