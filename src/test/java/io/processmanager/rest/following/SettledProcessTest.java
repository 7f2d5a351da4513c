package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.rest.TestProcess;
import io.processmanager.store.StoredProcesses;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettledProcessTest {

    private final ProcessChanges changes = new ProcessChanges();
    private final SettledProcess settled = new SettledProcess();
    private final AtomicInteger placesGivenBack = new AtomicInteger();
    private ProcessInfo process = TestProcess.of(ProcessState.QUEUED, 1);
    private boolean databaseIsAway;
    private Runnable alarm;

    @BeforeEach
    void putTogether() {
        settled.followed = new FollowedProcesses(new StoredProcesses() {
            @Override
            public ProcessInfo find(String pid) {
                if (databaseIsAway) {
                    throw new IllegalStateException("database away");
                }
                return process;
            }
        }, changes);
        settled.threads = new FollowerThreads() {
            @Override
            Future<?> submit(Runnable work) {
                work.run();
                return CompletableFuture.completedFuture(null);
            }

            @Override
            Future<?> after(Duration delay, Runnable signal) {
                alarm = signal;
                return new CompletableFuture<>();
            }
        };
    }

    @Test
    void aSettledProcessIsAnsweredAtOnce() {
        process = TestProcess.of(ProcessState.INTERRUPTED, 1);
        assertEquals(ProcessState.INTERRUPTED, start().join().state());
        assertEverythingIsGivenBack();
    }

    @Test
    void theAnswerComesWhenTheProcessHasSettled() {
        CompletableFuture<ProcessSnapshot> answer = start();
        change(ProcessState.RUNNING);
        assertFalse(answer.isDone());
        change(ProcessState.FAILED);
        assertEquals(ProcessState.FAILED, answer.join().state());
        assertEverythingIsGivenBack();
    }

    @Test
    void theAnswerComesWhenTheTimeIsUp() {
        CompletableFuture<ProcessSnapshot> answer = start();
        change(ProcessState.RUNNING);
        alarm.run();
        assertEquals(ProcessState.RUNNING, answer.join().state());
        assertEverythingIsGivenBack();
    }

    @Test
    void aFailedLookUpIsAnsweredToo() {
        CompletableFuture<ProcessSnapshot> answer = start();
        databaseIsAway = true;
        changes.changed(TestProcess.PID);
        assertTrue(answer.isCompletedExceptionally());
        assertEverythingIsGivenBack();
    }

    @Test
    void whoeverWaitsIsAnsweredWhenTheDeploymentGoesAway() {
        CompletableFuture<ProcessSnapshot> answer = start();
        change(ProcessState.RUNNING);
        settled.end();
        assertEquals(ProcessState.RUNNING, answer.join().state());
        assertEquals(ProcessState.RUNNING, start().join().state(), "whoever comes later");
        assertEquals(2, placesGivenBack.get());
        assertEquals(Set.of(), changes.followed());
    }

    private CompletableFuture<ProcessSnapshot> start() {
        return settled.within(Duration.ofSeconds(5), TestProcess.PID, placesGivenBack::incrementAndGet).toCompletableFuture();
    }

    private void change(ProcessState state) {
        process = TestProcess.of(state, process.progress().revision() + 1);
        changes.changed(TestProcess.PID);
    }

    private void assertEverythingIsGivenBack() {
        assertEquals(1, placesGivenBack.get());
        assertEquals(Set.of(), changes.followed());
    }
}
