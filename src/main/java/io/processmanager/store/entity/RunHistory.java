package io.processmanager.store.entity;

import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Optional;

/** What a process knows of its runs; each checkpoint is one, too. */
@Embeddable
public class RunHistory {

    /** How many of the retries of the present step are used up. */
    int retries;

    /** How many runs were no checkpoints. */
    @Column(name = "other_runs")
    int otherRuns;

    /** The number of the attempt before the first one of each step to come. */
    @Column(name = "attempt_base")
    int attemptBase;

    /** How many have failed since the last success. */
    @Column(name = "failed_runs")
    int failedRuns;

    @Enumerated(EnumType.STRING)
    @Column(name = "last_run_status")
    RunInfo.Status lastStatus;

    /** The end before which completed steps are compensated; null for a process without. */
    @Enumerated(EnumType.STRING)
    @Column(name = "ends_as")
    ProcessState endsAs;

    /** The step whose compensation is next; null before the first and after the last. */
    Integer compensating;

    /** The number of the first run after the compensation began; null before. */
    @Column(name = "compensation_run")
    Integer compensationRun;

    /** What the present step has kept of its work, for its next attempt. */
    String kept;

    /** How many processes it has started as its children; null for none. */
    Integer children;

    /** How many compensations were given up. */
    @Column(name = "failed_compensations")
    int failedCompensations;

    /** @return whether the compensation of completed steps has begun, or is requested */
    public boolean isCompensated() {
        return endsAs != null;
    }

    /** @return the number of the first run after the compensation began; empty before */
    public Optional<Integer> compensationRun() {
        return Optional.ofNullable(compensationRun);
    }

    /** @return whether it has started other processes */
    public boolean hasChildren() {
        return children != null;
    }

    void forgetCompensation() {
        endsAs = null;
        compensating = null;
        compensationRun = null;
        failedCompensations = 0;
    }
}
