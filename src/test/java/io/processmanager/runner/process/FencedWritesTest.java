package io.processmanager.runner.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.store.advance.GroupCommits;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.store.transition.RunnerWrite;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FencedWritesTest {

    private final List<RunnerWrite> handedOver = new ArrayList<>();
    private final List<CompletableFuture<Result>> results = new ArrayList<>();
    private final GroupCommits writes = new GroupCommits() {
        @Override
        public CompletableFuture<Result> write(RunnerWrite write) {
            CompletableFuture<Result> result = new CompletableFuture<>();
            handedOver.add(write);
            results.add(result);
            return result;
        }
    };
    private final Claim claim = new Claim("p", 1, ManagedProcess.named("p").step("a", StepSpec.ofType("merge")).step("b", StepSpec.ofType("merge")).build(), 0, 1,
            JsonValue.EMPTY_JSON_OBJECT, true, 0, Duration.ofSeconds(1), 0, History.NONE);
    private final Position first = Position.of(claim);
    private final NextTransition decide = new NextTransition(claim, new RetryPolicies(), 3);
    private int losses;
    private final List<Duration> pauses = new ArrayList<>();
    private final List<ProcessState> states = new ArrayList<>();
    private final FencedWrites writer = new FencedWrites(claim, writes, decide, () -> losses++, pauses::add, states::add);

    private CompletableFuture<Optional<ProcessState>> beginCheckpoint() {
        return writer.begin(decide.completed(first, new CompletedStep(0, 1, 1, 1, 2, null, "{}", 2), false, false, List.of()), first);
    }

    private Report report() {
        return new Report(claim, 1, 50, "half", List.of());
    }

    private Advance lastAdvance() {
        return (Advance) handedOver.get(handedOver.size() - 1);
    }

    private void answer(Result result) {
        results.get(results.size() - 1).complete(result);
    }

    private void refuse() {
        results.get(results.size() - 1).completeExceptionally(new SQLException("value too long", "22001"));
    }

    @Test
    void theStateThatIsDurableIsTheAnswer() {
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        assertFalse(begun.isDone());
        answer(Result.APPLIED);
        assertEquals(Optional.of(ProcessState.RUNNING), begun.getNow(null));
    }

    @Test
    void whatIsRefusedUnderThisFenceMeansThatTheClaimIsLost() {
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        answer(Result.STALE);
        assertEquals(Optional.empty(), begun.getNow(null));
        assertEquals(1, handedOver.size());
    }

    @Test
    void aProcessThatIsToBeCancelledIsCancelledInsteadAndKeepsTheCheckpointOfItsStep() {
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        answer(Result.CANCEL_REQUESTED);
        assertFalse(begun.isDone());
        assertEquals(ProcessState.CANCELLED, lastAdvance().state());
        assertEquals("{}", lastAdvance().completed().orElseThrow().outputJson());
        answer(Result.APPLIED);
        assertEquals(Optional.of(ProcessState.CANCELLED), begun.getNow(null));
    }

    @Test
    void aResultThatTheDatabaseRefusesMakesTheProcessFailAndSaysWhy() {
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        refuse();
        assertEquals(ProcessState.FAILED, lastAdvance().state());
        assertTrue(lastAdvance().error().orElseThrow().message().contains("value too long"), lastAdvance()::toString);
        answer(Result.APPLIED);
        assertEquals(Optional.of(ProcessState.FAILED), begun.getNow(null));
    }

    @Test
    void aFailureThatTheDatabaseRefusesIsNotTriedForEver() {
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        refuse();
        refuse();
        assertEquals(Optional.empty(), begun.getNow(null));
        assertEquals(2, handedOver.size());
    }

    @Test
    void aLostClaimIsWaitedForNoMore() {
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        writer.giveUp();
        assertEquals(Optional.empty(), begun.getNow(null));
        assertTrue(results.get(0).isCancelled(), "the writer drops it");
    }

    @Test
    void nothingIsWrittenAfterTheClaimWasLost() {
        writer.giveUp();
        assertEquals(Optional.empty(), beginCheckpoint().getNow(null));
        writer.send(report());
        assertTrue(results.stream().allMatch(CompletableFuture::isCancelled));
        assertEquals(0, losses);
    }

    @Test
    void aReportThatIsRefusedUnderThisFenceTellsThatTheClaimIsLost() {
        CompletableFuture<Void> sent = writer.send(report());
        answer(Result.STALE);
        assertTrue(sent.isDone());
        assertEquals(1, losses);
    }

    @Test
    void aReportThatCannotBeStoredDoesNoHarm() {
        CompletableFuture<Void> sent = writer.send(report());
        refuse();
        assertTrue(sent.isDone() && !sent.isCompletedExceptionally());
        assertEquals(0, losses);
    }

    @Test
    void whatBecomesOfTheProcessIsWrittenAfterItsLines() {
        CompletableFuture<Void> linesStored = new CompletableFuture<>();
        writer.writeAfter(linesStored);
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        assertEquals(List.of(), handedOver);
        linesStored.complete(null);
        assertEquals(1, handedOver.size());
        answer(Result.APPLIED);
        assertEquals(Optional.of(ProcessState.RUNNING), begun.getNow(null));
    }

    @Test
    void aLostClaimIsNotWaitedForWhileLinesAreOnTheirWay() {
        writer.writeAfter(writer.send(report()));
        CompletableFuture<Optional<ProcessState>> begun = beginCheckpoint();
        writer.giveUp();
        assertEquals(Optional.empty(), begun.getNow(null));
    }

    @Test
    void whoeverDoesNotWaitIsToldWhenItIsOverWhateverBecameOfIt() {
        List<String> told = new ArrayList<>();
        Advance handBack = decide.handedBack(first, 1, Duration.ZERO, List.of());
        writer.writeWithoutWaiting(handBack, () -> told.add("first"));
        assertSame(handBack, lastAdvance());
        refuse();
        writer.writeWithoutWaiting(handBack, () -> told.add("second"));
        answer(Result.STALE);
        assertEquals(List.of("first", "second"), told);
    }
}
