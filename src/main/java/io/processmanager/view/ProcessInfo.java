package io.processmanager.view;

import io.processmanager.ProcessManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process as it stood at one moment.
 *
 * @param pid 32 hexadecimal digits
 * @param name the name it was given, or that of its first step
 * @param state its state
 * @param times when it was handed over, began and ended, and how long it may take
 * @param progress how far it is
 * @param execution who executes it
 * @param output the last step's output once finished, the interrupting step's while interrupted;
 *        {@link StepInfo.Output#NONE} in another state and in {@linkplain ProcessManager#list lists}
 * @param error what went wrong, if something did
 */
public record ProcessInfo(String pid, String name, ProcessState state, Times times, Progress progress,
        Execution execution, StepInfo.Output output, Optional<ProcessError> error) {

    /**
     * The times of a process.
     *
     * @param created when it was handed over
     * @param started when its first step began, for the first time; empty before
     * @param finished when it ended; empty before
     * @param timeout the running time allowed to it
     */
    public record Times(Instant created, Optional<Instant> started, Optional<Instant> finished, Duration timeout) {
    }

    /**
     * How far a process is.
     *
     * @param revision counts the changes of the process; the same number means that nothing has changed
     * @param percent how far the whole is, 0 to 100; 100 only once it is finished
     * @param currentStep the step that runs, is next, waits for {@code proceed} or was the last to be tried; empty once
     *         finished
     * @param steps its steps in order; empty in {@linkplain ProcessManager#list lists}
     */
    public record Progress(long revision, int percent, Optional<String> currentStep, List<StepInfo> steps) {

        public Progress {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Who executes a process.
     *
     * @param runner the runner that executes it or has executed it last; empty before its first step has begun
     * @param node the node of that runner; empty if the runner has been forgotten since
     * @param rescues how often the process lost its runner in the middle of a step, since it was handed over; its log
     *         tells of each
     */
    public record Execution(Optional<String> runner, Optional<String> node, int rescues) {

        /** Of a process that no runner has had yet. */
        public static final Execution NONE = new Execution(Optional.empty(), Optional.empty(), 0);
    }
}
