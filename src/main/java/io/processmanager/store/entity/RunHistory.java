package io.processmanager.store.entity;

import io.processmanager.view.RunInfo;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

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
}
