package io.processmanager.compensation;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.view.ProcessState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The order in which the steps of a process are compensated: from the last completed one back to the first. */
public final class CompensationPlan {

    private final List<StepSpec> steps;

    public CompensationPlan(ManagedProcess process) {
        this.steps = new ArrayList<>(process.steps().values());
    }

    /**
     * @param completed how many steps have completed
     * @param endsAs the state in which the process is to end
     * @return the beginning of its compensation; empty if nothing is to be compensated
     */
    public Optional<Compensation> begin(int completed, ProcessState endsAs) {
        return before(completed).map(step -> new Compensation(endsAs, Optional.of(step), true, endsAs == ProcessState.CANCELLED, false));
    }

    /**
     * @param present at a step
     * @param failed whether the compensation of that step is given up
     * @return at the next one; without a step if none is left
     */
    public Compensation after(Compensation present, boolean failed) {
        return present.movedTo(before(present.step().orElseThrow()), failed);
    }

    /**
     * @param completed how many steps have completed
     * @return those to be compensated, in that order, from 0
     */
    public List<Integer> steps(int completed) {
        List<Integer> compensated = new ArrayList<>();
        for (Optional<Integer> step = before(completed); step.isPresent(); step = before(step.get())) {
            compensated.add(step.get());
        }
        return compensated;
    }

    private Optional<Integer> before(int end) {
        for (int step = end - 1; step >= 0; step--) {
            if (steps.get(step).compensation().isPresent()) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }
}
