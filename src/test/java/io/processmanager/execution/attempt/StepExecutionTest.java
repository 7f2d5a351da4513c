package io.processmanager.execution.attempt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.execution.attempt.StepOutcome.StopReason;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StepExecutionTest {

    private static final StepOutcome RETURNED = new StepOutcome.Returned(JsonValue.TRUE, "true", 4, false);
    private static final Duration LONG = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final StepTimer timer = new StepTimer();
    private final CompletableFuture<StepOutcome> told = new CompletableFuture<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @BeforeEach
    void open() {
        timer.open(Thread::new);
    }

    @AfterEach
    void close() {
        timer.close();
        threads.shutdownNow();
    }

    @Test
    void whatTheStepReturnsIsTheOutcome() {
        assertEquals(Optional.of(RETURNED), execution(LONG, Duration.ZERO, execution -> RETURNED).run());
    }

    @Test
    void nobodyCanStopWhatHasEnded() {
        StepExecution execution = execution(LONG, Duration.ZERO, running -> RETURNED);
        execution.run();

        execution.stop(StopReason.CANCELLED);

        assertFalse(told.isDone());
    }

    @Test
    void aStepThatIsStoppedIsInterruptedAndItsResultCountsNoMore() throws Exception {
        CompletableFuture<InterruptedException> interruption = new CompletableFuture<>();
        StepExecution execution = execution(LONG, Duration.ZERO, running -> {
            interruption.complete(assertThrows(InterruptedException.class, this::work));
            return RETURNED;
        });
        Future<Optional<StepOutcome>> run = threads.submit(execution::run);
        begun.await();

        execution.stop(StopReason.HANDED_BACK);

        assertEquals(new StepOutcome.Stopped(StopReason.HANDED_BACK, true), told.get());
        assertEquals(Optional.empty(), run.get());
        assertTrue(interruption.isDone());
    }

    @Test
    void whatElseWorksForAStepIsInterruptedBeforeTheStep() throws Exception {
        CompletableFuture<Boolean> stepWasAtWork = new CompletableFuture<>();
        CompletableFuture<Void> stepEnded = new CompletableFuture<>();
        StepExecution execution = execution(LONG, Duration.ZERO, running -> {
            running.alsoInterrupt(() -> stepWasAtWork.complete(!stepEnded.isDone()));
            assertThrows(InterruptedException.class, this::work);
            stepEnded.complete(null);
            return RETURNED;
        });
        Future<Optional<StepOutcome>> run = threads.submit(execution::run);
        begun.await();

        execution.stop(StopReason.CANCELLED);

        assertTrue(stepWasAtWork.get());
        assertEquals(Optional.empty(), run.get());
    }

    @Test
    void whatBeginsToWorkForAStoppedStepIsInterruptedAtOnce() throws Exception {
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        StepExecution execution = execution(LONG, Duration.ZERO, running -> {
            assertThrows(InterruptedException.class, this::work);
            running.alsoInterrupt(() -> interrupted.complete(null));
            return RETURNED;
        });
        Future<Optional<StepOutcome>> run = threads.submit(execution::run);
        begun.await();

        execution.stop(StopReason.HANDED_BACK);

        run.get();
        assertTrue(interrupted.isDone());
    }

    @Test
    void theTimeOfAStepThatTakesNoNoticeIsUpAllTheSame() throws Exception {
        StepExecution execution = execution(Duration.ofMillis(50), Duration.ZERO, running -> deaf());
        Future<Optional<StepOutcome>> run = threads.submit(execution::run);

        assertEquals(new StepOutcome.TimedOut(), told.get());
        assertFalse(run.isDone());
        assertTrue(execution.isUnwanted());
        mayEnd.countDown();
        assertEquals(Optional.empty(), run.get());
    }

    @Test
    void theThreadIsNotLeftInterruptedByWhatWasMeantForTheStep() throws Exception {
        StepExecution execution = execution(LONG, Duration.ZERO, running -> deaf());
        Future<Boolean> run = threads.submit(() -> {
            execution.run();
            return Thread.currentThread().isInterrupted();
        });
        begun.await();
        execution.stop(StopReason.HANDED_BACK);
        told.get();
        mayEnd.countDown();

        assertFalse(run.get());
    }

    @Test
    void aCancelledStepIsWaitedForWithinItsGrace() throws Exception {
        StepExecution execution = execution(LONG, LONG, running -> deaf());
        threads.submit(execution::run);
        begun.await();
        execution.stop(StopReason.CANCELLED);

        assertThrows(TimeoutException.class, () -> told.get(100, TimeUnit.MILLISECONDS));
        mayEnd.countDown();
        assertEquals(new StepOutcome.Stopped(StopReason.CANCELLED, true), told.get());
    }

    @Test
    void aCancelledStepThatTakesNoNoticeIsNotWaitedForAnyLonger() throws Exception {
        StepExecution execution = execution(LONG, Duration.ofMillis(50), running -> deaf());
        Future<Optional<StepOutcome>> run = threads.submit(execution::run);
        begun.await();
        execution.stop(StopReason.CANCELLED);

        assertEquals(new StepOutcome.Stopped(StopReason.CANCELLED, true), told.get());
        assertFalse(run.isDone());
        mayEnd.countDown();
    }

    @Test
    void whatWasStoppedBeforeIsNotBegun() throws Exception {
        StepExecution execution = execution(LONG, Duration.ZERO, running -> deaf());
        execution.stop(StopReason.CLAIM_LOST);

        assertEquals(Optional.empty(), execution.run());
        assertEquals(new StepOutcome.Stopped(StopReason.CLAIM_LOST, false), told.get());
        assertEquals(1, begun.getCount());
    }

    @Test
    void aStepMayEndWithinTheGrace() {
        StepExecution execution = execution(LONG, Duration.ZERO, running -> RETURNED);
        execution.stopWithin(StopReason.HANDED_BACK, LONG);

        assertEquals(Optional.of(RETURNED), execution.run());
    }

    @Test
    void nobodyStopsACommitThatHasBegun() throws Exception {
        StepExecution execution = execution(LONG, Duration.ZERO, running -> {
            assertTrue(running.beginCommit());
            return deaf();
        });
        Future<Optional<StepOutcome>> run = threads.submit(execution::run);
        begun.await();
        execution.stop(StopReason.CANCELLED);
        mayEnd.countDown();

        assertEquals(Optional.of(RETURNED), run.get());
        assertFalse(told.isDone());
    }

    @Test
    void whatWasStoppedMayNotBeginToCommit() throws Exception {
        CompletableFuture<Boolean> mayCommit = new CompletableFuture<>();
        StepExecution execution = execution(LONG, Duration.ZERO, running -> {
            deaf();
            mayCommit.complete(running.beginCommit());
            return RETURNED;
        });
        threads.submit(execution::run);
        begun.await();
        execution.stop(StopReason.CANCELLED);
        mayEnd.countDown();

        assertFalse(mayCommit.get());
        assertEquals(new StepOutcome.Stopped(StopReason.CANCELLED, true), told.get());
    }

    private StepExecution execution(Duration limit, Duration grace, Function<StepExecution, StepOutcome> step) {
        return new StepExecution(limit, grace, timer, step, told::complete);
    }

    private void work() throws InterruptedException {
        begun.countDown();
        mayEnd.await();
    }

    /** A step that takes no notice of being interrupted. */
    private StepOutcome deaf() {
        begun.countDown();
        boolean interrupted = false;
        while (mayEnd.getCount() > 0) {
            try {
                mayEnd.await();
            } catch (InterruptedException unheard) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return RETURNED;
    }
}
