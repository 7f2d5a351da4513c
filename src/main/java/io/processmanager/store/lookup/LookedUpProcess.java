package io.processmanager.store.lookup;

import io.processmanager.view.ProcessState;
import java.util.List;
import java.util.Optional;

/**
 * A process as a look-up has read it, without the outputs.
 *
 * @param summary what a list shows, too
 * @param specification its steps and arguments, as stored
 * @param message what the step that runs last said
 * @param dataBytes how many bytes the data has if that is the output of the process: after an interrupting step in last place, it is what {@code proceed} has made of the step's
 * @param completed the steps that have ended
 */
record LookedUpProcess(ProcessSummary summary, String specification, String message, Optional<Long> dataBytes, List<CompletedStepSummary> completed) {

    /** What a query selects for the columns of the process. */
    static final String SELECTED = ProcessSummary.WITH_ERROR + ", p.specification, p.message, p.dataBytes, case when p.data is null then 0 else 1 end";

    static LookedUpProcess of(Object[] selected, List<CompletedStepSummary> completed) {
        ProcessSummary summary = (ProcessSummary) selected[0];
        boolean proceededAtTheEnd = summary.state() == ProcessState.FINISHED && ((Number) selected[4]).intValue() == 1;
        return new LookedUpProcess(summary, (String) selected[1], (String) selected[2],
                proceededAtTheEnd ? Optional.of(((Number) selected[3]).longValue()) : Optional.empty(), completed);
    }

    /** How many bytes its own output has, if there is one. */
    Optional<Long> outputBytes() {
        return dataBytes.or(() -> outputIsTheLastSteps() ? Optional.of((long) completed.get(completed.size() - 1).outputBytes()) : Optional.empty());
    }

    boolean outputIsTheLastSteps() {
        return dataBytes.isEmpty() && (summary.state() == ProcessState.FINISHED || summary.state() == ProcessState.INTERRUPTED);
    }

    /** From which step on the outputs have no more bytes together than that. */
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
