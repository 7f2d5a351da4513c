package io.processmanager.runner;

import io.processmanager.StepSpec;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.execution.RetryDelay;
import io.processmanager.execution.StepConstruction;
import io.processmanager.execution.StepRunner;
import io.processmanager.execution.UnknownStepException;
import io.processmanager.store.DatabaseClock;
import io.processmanager.store.RunnerWrites;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** What a running process needs of the other packages. */
@ApplicationScoped
public class RunnerServices {

    @Inject
    StepRunner steps;

    @Inject
    StepConstruction construction;

    @Inject
    RetryDelay retryDelay;

    @Inject
    RunnerWrites writes;

    @Inject
    DatabaseClock clock;

    @Inject
    Registration registration;

    @Inject
    Settings settings;

    private StepPlaces places;

    @PostConstruct
    void open() {
        places = new StepPlaces(settings.get(Setting.MAX_CONCURRENT));
        // The first write may be that of a step that a clock has stopped, on a thread on which the container can make no bean.
        writes = writes.opened();
    }

    /** @return itself: the container's proxy calls methods by reflection that are not public, and a running process calls many */
    RunnerServices withoutProxy() {
        return this;
    }

    StepPlaces places() {
        return places;
    }

    StepRunner steps() {
        return steps;
    }

    RetryDelay retryDelay() {
        return retryDelay;
    }

    RunnerWrites writes() {
        return writes;
    }

    Duration stopGrace() {
        return settings.get(Setting.STOP_GRACE);
    }

    int maxRescues() {
        return settings.get(Setting.MAX_RESCUES);
    }

    Clock clock() {
        return clock;
    }

    boolean holdsLease() {
        return registration.id().isPresent() && !registration.isExpired();
    }

    boolean isInterrupting(StepSpec spec) {
        try {
            return construction.isInterrupting(spec);
        } catch (UnknownStepException gone) {
            // The deployment no longer has it; the attempt to execute the step says so.
            return false;
        }
    }
}
