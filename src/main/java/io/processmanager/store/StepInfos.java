package io.processmanager.store;

import io.processmanager.JsonMapping;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessState;
import io.processmanager.StepInfo;
import io.processmanager.StepSpec;
import io.processmanager.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what a look-up shows of the steps: those that have ended have records, the current one stands in the process, the others are to come. */
final class StepInfos {

    private StepInfos() {
    }

    static List<StepInfo> of(ProcessEntity process, ManagedProcess specification, List<CompletedStepEntity> completed) {
        List<StepInfo> steps = new ArrayList<>();
        for (Map.Entry<String, StepSpec> step : specification.steps().entrySet()) {
            int index = steps.size();
            String type = step.getValue().typeOrClass();
            if (index < completed.size()) {
                steps.add(completed(step.getKey(), type, process, completed.get(index)));
            } else if (index == process.stepIndex) {
                steps.add(current(step.getKey(), type, process));
            } else {
                steps.add(new StepInfo(step.getKey(), type, StepState.PENDING, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
            }
        }
        return steps;
    }

    private static StepInfo completed(String name, String type, ProcessEntity process, CompletedStepEntity step) {
        boolean waits = process.state == ProcessState.INTERRUPTED && step.stepIndex == process.stepIndex - 1;
        return new StepInfo(name, type, waits ? StepState.INTERRUPTED : StepState.COMPLETED, step.attempt, 100, Optional.ofNullable(step.message),
                Optional.of(Instant.ofEpochMilli(step.startedAt)), Optional.of(Instant.ofEpochMilli(step.finishedAt)),
                Optional.of(JsonMapping.parse(step.output)));
    }

    private static StepInfo current(String name, String type, ProcessEntity process) {
        StepState state = switch (process.shownState()) {
            case QUEUED, INTERRUPTED, FINISHED -> StepState.PENDING;
            case RUNNING -> StepState.RUNNING;
            case FAILED -> StepState.FAILED;
            case TIMED_OUT -> StepState.TIMED_OUT;
            case CANCELLED -> StepState.CANCELLED;
        };
        boolean begun = state != StepState.PENDING && process.stepStartedAt != null;
        return new StepInfo(name, type, state, begun ? process.attempt : process.attempt - 1, begun ? process.percent : 0,
                Optional.ofNullable(process.message), begun ? ProcessSummary.instant(process.stepStartedAt) : Optional.empty(),
                process.state.isEnded() ? ProcessSummary.instant(process.finishedAt) : Optional.empty(), Optional.empty());
    }
}
