package io.processmanager.view;

import io.processmanager.ProcessManager;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process as it stood at one moment.
 *
 * @param pid 32 hexadecimal digits
 * @param name the name it was given
 * @param state its state
 * @param revision counts the changes of the process; the same number means that nothing has changed
 * @param createdAt when it was handed over
 * @param startedAt when its first step began, for the first time
 * @param finishedAt when it ended
 * @param timeout the running time allowed to it
 * @param currentStep the step that runs, is next, waits for {@code proceed} or was the last to be tried; empty once finished
 * @param percent how far the whole is, 0 to 100; 100 only once it is finished
 * @param runner the runner that executes it or has executed it last; empty before its first step has begun
 * @param node the node of that runner; empty if the runner has been forgotten since
 * @param rescues how often it lost its runner in the middle of a step, since it was handed over; its log tells of each
 * @param steps its steps in order; empty in {@linkplain ProcessManager#list lists}
 * @param output the last step's output once finished, the interrupting step's while interrupted; empty if there is none, it is
 *        {@linkplain #outputOmitted omitted}, or this is of a list
 * @param outputBytes how many bytes of JSON the output has, omitted or not; empty if there is none, or this is of a list
 * @param error what went wrong, if something did
 */
public record ProcessInfo(String pid, String name, ProcessState state, long revision, Instant createdAt, Optional<Instant> startedAt,
        Optional<Instant> finishedAt, Duration timeout, Optional<String> currentStep, int percent, Optional<String> runner, Optional<String> node,
        int rescues, List<StepInfo> steps, Optional<JsonValue> output, Optional<Long> outputBytes, Optional<ProcessError> error) {

    public ProcessInfo {
        steps = List.copyOf(steps);
    }

    /** @return whether there is an output that was left out, as it is large or nobody wanted it; {@link ProcessManager#getOutput} reads it */
    public boolean outputOmitted() {
        return outputBytes.isPresent() && output.isEmpty();
    }
}
