package io.processmanager.rest;

import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessInfo.Execution;
import io.processmanager.view.ProcessInfo.Progress;
import io.processmanager.view.ProcessInfo.Times;
import io.processmanager.view.ProcessInfo.Turn;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Processes for tests that care for the state and the revision only. */
public final class TestProcess {

    public static final String PID = "1211a33123aae2baa6ed1d9a1846da9d";

    public static final Turn TURN = new Turn("default", 4, Optional.of(Instant.EPOCH), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    private TestProcess() {
    }

    public static ProcessInfo of(ProcessState state, long revision) {
        return new ProcessInfo(PID, "a test", state, new Times(Instant.EPOCH, Optional.empty(), Optional.empty(), Duration.ofSeconds(60)), TURN,
                new Progress(revision, 0, Optional.of("only"), List.of()), Execution.NONE, Output.NONE, Optional.empty());
    }
}
