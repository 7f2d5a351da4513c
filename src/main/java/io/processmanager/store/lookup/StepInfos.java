package io.processmanager.store.lookup;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepInfo.Attempt;
import io.processmanager.view.StepInfo.Output;
import io.processmanager.view.StepState;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows steps: completed ones from their records, the current one from the process, the rest as pending. */
final class StepInfos {

    private StepInfos() {
    }

    /**
     * @param outputs those to show, by step index
     * @param stopped the last run before the compensation; empty without
     */
    static List<StepInfo> of(LookedUpProcess process, ManagedProcess specification, Map<Integer, JsonValue> outputs, CompensationInfos compensations, Optional<RunSummary> stopped) {
        List<StepInfo> steps = new ArrayList<>();
        for (Map.Entry<String, StepSpec> step : specification.steps().entrySet()) {
            int index = steps.size();
            String type = step.getValue().typeOrClass();
            if (index < process.completed().size()) {
                StepInfo completed = completed(step.getKey(), type, process.summary(), process.completed().get(index), Optional.ofNullable(outputs.get(index)));
                steps.add(compensations.isCompensated(index) ? new StepInfo(completed.name(), type, StepState.COMPENSATED, completed.attempt(), completed.output()) : completed);
            } else if (index == process.summary().stepIndex()) {
                steps.add(process.summary().compensation().isBegun() ? stopped(step.getKey(), type, process.summary().compensation(), stopped)
                        : current(step.getKey(), type, process));
            } else {
                steps.add(StepInfo.pending(step.getKey(), type));
            }
        }
        return steps;
    }

    private static StepInfo completed(String name, String type, ProcessSummary process, CompletedStepSummary step, Optional<JsonValue> output) {
        boolean waits = process.state() == ProcessState.INTERRUPTED && step.stepIndex() == process.stepIndex() - 1;
        Attempt attempt = new Attempt(step.attempt(), 100, Optional.ofNullable(step.message()), ProcessSummary.instant(step.startedAt()),
                ProcessSummary.instant(step.finishedAt()));
        return new StepInfo(name, type, waits ? StepState.INTERRUPTED : StepState.COMPLETED, attempt,
                new Output(output, Optional.of((long) step.outputBytes())));
    }

    /** Where the process stopped before its compensation, which has its present attempt now. */
    private static StepInfo stopped(String name, String type, CompensationProgress compensation, Optional<RunSummary> run) {
        return new StepInfo(name, type, ended(compensation.endsAs()), run.map(RunSummary::shown).orElse(Attempt.NONE), Output.NONE);
    }

    private static StepState ended(ProcessState state) {
        return switch (state) {
            case FAILED -> StepState.FAILED;
            case TIMED_OUT -> StepState.TIMED_OUT;
            case CANCELLED -> StepState.CANCELLED;
            case QUEUED, RUNNING, WAITING, INTERRUPTED, FINISHED -> StepState.PENDING;
        };
    }

    private static StepInfo current(String name, String type, LookedUpProcess process) {
        ProcessSummary summary = process.summary();
        StepState state = summary.state() == ProcessState.RUNNING ? StepState.RUNNING : ended(summary.state());
        boolean begun = state != StepState.PENDING && summary.stepStartedAt() != null;
        Attempt attempt = new Attempt(begun ? summary.attempt() : summary.attempt() - 1, begun ? summary.percent() : 0, Optional.ofNullable(process.message()),
                begun ? ProcessSummary.instant(summary.stepStartedAt()) : Optional.empty(),
                summary.state().isEnded() ? ProcessSummary.instant(summary.finishedAt()) : Optional.empty());
        return new StepInfo(name, type, state, attempt, Output.NONE);
    }
}
