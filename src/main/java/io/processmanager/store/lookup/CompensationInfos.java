package io.processmanager.store.lookup;

import io.processmanager.StepSpec;
import io.processmanager.compensation.CompensationPlan;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.view.ProcessInfo.Compensation;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepInfo.Attempt;
import io.processmanager.view.StepInfo.Output;
import io.processmanager.view.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what is, was, or is to be compensated: ended attempts from their runs, the present one from the process. */
final class CompensationInfos {

    private final LookedUpProcess process;
    private final CompensationProgress progress;
    private final Map<Integer, RunSummary> lastRuns;

    /** @param lastRuns the last ended run of each compensation, by the index of the step */
    CompensationInfos(LookedUpProcess process, Map<Integer, RunSummary> lastRuns) {
        this.process = process;
        this.progress = process.summary().compensation();
        this.lastRuns = lastRuns;
    }

    List<Compensation.Step> of(StoredSpecification specification) {
        if (progress.endsAs() == null) {
            return List.of();
        }
        List<Map.Entry<String, StepSpec>> steps = new ArrayList<>(specification.process().steps().entrySet());
        return new CompensationPlan(specification.process()).steps(process.summary().stepIndex()).stream().map(index -> {
            StepSpec compensation = steps.get(index).getValue().compensation().orElseThrow();
            Optional<RunSummary> last = Optional.ofNullable(lastRuns.get(index));
            StepInfo info = new StepInfo(steps.get(index).getKey(), compensation.typeOrClass(), state(index), attempt(index, last), Output.NONE);
            return new Compensation.Step(info, last.flatMap(RunSummary::error));
        }).toList();
    }

    boolean isCompensated(int index) {
        return lastRuns.containsKey(index) && lastRuns.get(index).status() == RunInfo.Status.SUCCESS;
    }

    private StepState state(int index) {
        if (isCompensated(index)) {
            return StepState.COMPENSATED;
        }
        boolean isNext = progress.step() != null && progress.step() == index;
        boolean isPassed = progress.isBegun() && (progress.step() == null || index > progress.step());
        return isPassed ? StepState.FAILED : !isNext ? StepState.PENDING
                : isRunning(index) ? StepState.RUNNING : process.summary().state().isEnded() ? StepState.CANCELLED : StepState.PENDING;
    }

    private boolean isRunning(int index) {
        return progress.step() != null && progress.step() == index && process.summary().state() == ProcessState.RUNNING;
    }

    private Attempt attempt(int index, Optional<RunSummary> last) {
        return isRunning(index) ? new Attempt(process.summary().attempt(), process.summary().percent(), Optional.ofNullable(process.message()),
                ProcessSummary.instant(process.summary().stepStartedAt()), Optional.empty()) : last.map(RunSummary::shown).orElse(Attempt.NONE);
    }
}
