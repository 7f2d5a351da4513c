package io.processmanager.runner.process;

import io.processmanager.StepSpec;
import io.processmanager.capture.KeptOutput;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.definition.StepConstruction;
import io.processmanager.definition.UnknownStepException;
import io.processmanager.execution.StepRunner;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.runner.capacity.StepSlots;
import io.processmanager.runner.children.ChildOutcomes;
import io.processmanager.runner.children.ChildStart;
import io.processmanager.runner.children.WaitingParents;
import io.processmanager.runner.nodes.Lease;
import io.processmanager.store.advance.GroupCommits;
import io.processmanager.store.entity.Claim;
import io.processmanager.view.ProcessState;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Services that a running process needs. */
@ApplicationScoped
public class RunnerServices {

    @Inject
    StepRunner steps;

    @Inject
    StepConstruction construction;

    @Inject
    RetryPolicies retryPolicies;

    @Inject
    GroupCommits writes;

    @Inject
    DatabaseClock clock;

    @Inject
    Lease lease;

    @Inject
    Settings settings;

    @Inject
    ChildStart childStart;

    @Inject
    ChildOutcomes childOutcomes;

    @Inject
    WaitingParents parents;

    private StepSlots slots;
    private KeptOutput.Limits outputLimits;

    @PostConstruct
    void open() {
        slots = new StepSlots(settings.get(Setting.MAX_CONCURRENT));
        outputLimits = new KeptOutput.Limits(settings.get(Setting.MAX_LOG_LINES), settings.get(Setting.MAX_LOG_BYTES));
        writes = writes.opened().orElseThrow();
        parents = parents.opened().orElseThrow();
    }

    /**
     * @return the bean itself: a running process makes too many calls for the container proxy, which returns itself in
     * place of a bare {@code this}
     */
    public Optional<RunnerServices> withoutProxy() {
        return Optional.of(this);
    }

    public StepSlots slots() {
        return slots;
    }

    public StepRunner steps() {
        return steps;
    }

    public RetryPolicies retryPolicies() {
        return retryPolicies;
    }

    public GroupCommits writes() {
        return writes;
    }

    public ChildStart childStart() {
        return childStart;
    }

    public ChildOutcomes childOutcomes() {
        return childOutcomes;
    }

    /** The process has come to a state for which its parent or its children may wait. */
    void tellFamily(Claim claim, ProcessState state) {
        if (state.isEnded()) {
            claim.family().parent().ifPresent(parent -> parents.look(parent, state != ProcessState.FINISHED));
        }
        if (claim.family().children() > 0 && (state.isEnded() || state == ProcessState.WAITING)) {
            parents.look(claim.pid(), true);
        }
    }

    /** The process has started children that it awaits. */
    void tellOfChildren(Claim claim) {
        parents.look(claim.pid(), false);
    }

    public Duration stopGrace() {
        return settings.get(Setting.STOP_GRACE);
    }

    public int maxRescues() {
        return settings.get(Setting.MAX_RESCUES);
    }

    /** @return how much of an attempt's output is kept */
    public KeptOutput.Limits outputLimits() {
        return outputLimits;
    }

    public Clock clock() {
        return clock;
    }

    public boolean holdsLease() {
        return lease.isHeld();
    }

    public boolean isInterrupting(StepSpec spec) {
        try {
            return construction.isInterrupting(spec);
        } catch (UnknownStepException gone) {
            // No longer deployed; executing the step reports that.
            return false;
        }
    }
}
