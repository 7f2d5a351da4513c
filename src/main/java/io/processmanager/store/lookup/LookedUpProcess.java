package io.processmanager.store.lookup;

import io.processmanager.view.ProcessState;
import java.util.List;
import java.util.Optional;

/**
 * A process as read by a look-up, without outputs.
 *
 * @param message of the last step to run
 * @param dataBytes size of the next input if it is the output of the process, as {@code proceed} made it after an
 *     interrupting last step
 */
record LookedUpProcess(ProcessSummary summary, String specification, String message, Optional<Long> dataBytes, List<CompletedStepSummary> completed) {

    /** The selected columns of the process. */
    static final String SELECTED = ProcessSummary.WITH_ERROR + ", p.specification, p.message, p.dataBytes, case when p.nextInput is null then 0 else 1 end";

    static LookedUpProcess of(Object[] selected, List<CompletedStepSummary> completed) {
        ProcessSummary summary = (ProcessSummary) selected[0];
        boolean proceededAtTheEnd = summary.state() == ProcessState.FINISHED && ((Number) selected[4]).intValue() == 1;
        return new LookedUpProcess(summary, (String) selected[1], (String) selected[2],
                proceededAtTheEnd ? Optional.of(((Number) selected[3]).longValue()) : Optional.empty(), completed);
    }

    /** Size of its own output, if any. */
    Optional<Long> outputBytes() {
        return dataBytes.or(() -> outputIsTheLastSteps() ? Optional.of((long) completed.get(completed.size() - 1).outputBytes()) : Optional.empty());
    }

    boolean outputIsTheLastSteps() {
        return dataBytes.isEmpty() && (summary.state() == ProcessState.FINISHED || summary.state() == ProcessState.INTERRUPTED);
    }

    /** The first step from which on outputs total at most so many bytes. */
    int firstWithin(long most) {
        long left = most;
        int first = completed.size();
        while (first > 0 && completed.get(first - 1).outputBytes() <= left) {
            first--;
            left -= completed.get(first).outputBytes();
        }
        return first;
    }
}
