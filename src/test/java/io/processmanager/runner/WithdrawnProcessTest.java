package io.processmanager.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.configuration.TestSettings;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.process.RunnerServices;
import io.processmanager.runner.process.RunningProcess;
import io.processmanager.runner.process.RunningProcessListener;
import io.processmanager.store.advance.GroupCommits;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.store.transition.RunnerWrite;
import io.processmanager.testing.Injected;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is claimed ahead can be cancelled and handed back before its job takes it up: one of these decides, and the others have nothing to do. */
class WithdrawnProcessTest implements RunningProcessListener {

    private final List<ProcessState> written = new ArrayList<>();
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private int ended;
    private RunningProcess process;

    @BeforeEach
    void claim() {
        RunnerServices services = new RunnerServices();
        Injected.into(services, "settings", TestSettings.of(Map.of()));
        Injected.into(services, "writes", new GroupCommits() {
            @Override
            public CompletableFuture<Result> write(RunnerWrite write) {
                written.add(((Advance) write).state());
                return result;
            }
        });
        ManagedProcess specification = ManagedProcess.named("p").step("a", StepSpec.ofType("merge")).build();
        process = new RunningProcess(new Claim("p", 1, specification, 0, 1, JsonValue.EMPTY_JSON_OBJECT, true, 0, Duration.ofSeconds(1), 0, History.NONE), services, this);
    }

    @Test
    void cancellationIsWrittenAtOnceAndOnce() {
        process.stop(StopReason.CANCELLED);
        process.stop(StopReason.CANCELLED);
        assertEquals(List.of(ProcessState.CANCELLED), written);
        assertFalse(process.tell().isDone(), "whoever has cancelled it can wait for that");
        result.complete(Result.APPLIED);
        assertTrue(process.tell().isDone());
        assertEquals(1, ended);
    }

    @Test
    void handBackAfterTheCancellationWritesNothing() {
        process.stop(StopReason.CANCELLED);
        process.handBack(() -> { });
        assertEquals(List.of(ProcessState.CANCELLED), written);
    }

    @Test
    void cancellationAfterTheHandBackWritesNothing() {
        process.handBack(() -> { });
        process.stop(StopReason.CANCELLED);
        assertEquals(List.of(ProcessState.QUEUED), written);
    }

    @Test
    void jobOfACancelledProcessHasNothingToDo() {
        process.stop(StopReason.CANCELLED);
        process.ended();
        result.complete(Result.APPLIED);
        assertEquals(List.of(ProcessState.CANCELLED), written);
        assertEquals(1, ended);
    }

    @Override
    public void jobEnds() {
        // nobody waits for its slot
    }

    @Override
    public void jobPauses() {
        // nor for its turn
    }

    @Override
    public void jobGoesOn() {
        // likewise
    }

    @Override
    public void waits(RunningProcess process, Duration pause) {
    }

    @Override
    public void ended(RunningProcess one) {
        ended++;
    }

    @Override
    public void jobStopped() {
        // the batch runtime stops nothing here
    }
}
