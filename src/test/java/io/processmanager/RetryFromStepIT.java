package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.FailingSteps.FailsUntilOpen;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.PlainSteps.Counted;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator has an ended process executed again from an earlier step, with the input that the step had. */
final class RetryFromStepIT extends InSharedDeployment {

    private final Gate gate = Gate.closed();

    private StepSpec counted() {
        return StepSpec.of(Counted.class, gate.key());
    }

    /** a, b and c add their letter, each followed by a step that is counted. */
    private ManagedProcess.Builder letters() {
        return ManagedProcess.named("letters").data(Map.of("text", "-"))
                .step("a", StepSpec.of(Append.class, "a")).step("a-counted", counted())
                .step("b", StepSpec.of(Append.class, "b")).step("b-counted", counted())
                .step("c", StepSpec.of(Append.class, "c")).step("c-counted", counted());
    }

    /** Without the numbers of the attempts. */
    private List<String> executed() {
        return Executions.of(gate.key()).stream().map(step -> step.replaceFirst("/.*", "")).toList();
    }

    private static String text(ProcessInfo info) {
        assertEquals(ProcessState.FINISHED, info.state());
        return info.output().value().orElseThrow().asJsonObject().getString("text");
    }

    private static List<StepState> steps(ProcessInfo info) {
        return info.progress().steps().stream().map(StepInfo::state).toList();
    }

    @Test
    void finishedProcessIsExecutedAgainFromAStepWithTheInputThatItHad() {
        ProcessInfo finished = execute(letters());
        processes.retry(finished.pid(), "b");

        ProcessInfo again = awaitEnd(finished.pid());
        assertEquals("-abc", text(again));
        assertEquals(List.of("a-counted", "b-counted", "c-counted", "b-counted", "c-counted"), executed());
        assertEquals(finished.progress().steps().subList(0, 2), again.progress().steps().subList(0, 2), "their checkpoints stay");
        assertEquals(6, Tables.number("select count(*) from process_step where pid = ?", finished.pid()));
        List<RunInfo> kept = processes.getRuns(finished.pid(), null, 100).items();
        assertEquals(List.of("a", "a-counted", "b", "b-counted", "c", "c-counted", "b", "b-counted", "c", "c-counted"), kept.stream().map(RunInfo::step).toList());
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 2, 2, 2, 2), kept.stream().map(RunInfo::attempt).toList());
        assertTrue(again.times().finished().orElseThrow().isAfter(finished.times().finished().orElseThrow()));
    }

    @Test
    void finishedProcessIsExecutedAgainFromTheFirstStepWithItsData() {
        ProcessInfo finished = execute(letters());
        for (int times = 1; times <= 2; times++) {
            processes.retry(finished.pid(), "a");
            assertEquals("-abc", text(awaitEnd(finished.pid())));
        }
        assertEquals(9, executed().size());
    }

    @Test
    void failedProcessIsExecutedAgainFromAnEarlierStepOrTheOneThatFailed() {
        ProcessInfo failed = execute(letters().step("bad", StepSpec.of(FailsUntilOpen.class, gate.key())));
        assertEquals(ProcessState.FAILED, failed.state());
        processes.retry(failed.pid(), "c");
        ProcessInfo again = awaitEnd(failed.pid());
        assertEquals(ProcessState.FAILED, again.state());
        gate.open();
        processes.retry(failed.pid(), "bad");

        assertEquals(ProcessState.FINISHED, awaitEnd(failed.pid()).state());
        assertEquals(List.of("a-counted", "b-counted", "c-counted", "bad", "c-counted", "bad", "bad"), executed());
    }

    @Test
    void whatIsQueuedAgainHasNoResultsOfTheStepsToCome() throws Exception {
        ProcessInfo finished = execute(letters());
        transaction.begin();
        processes.retry(finished.pid(), "b");
        ProcessInfo queued = processes.getProcessInfo(finished.pid());
        transaction.rollback();

        assertEquals(ProcessState.QUEUED, queued.state());
        assertEquals("b", queued.progress().currentStep().orElseThrow());
        assertEquals(List.of(StepState.COMPLETED, StepState.COMPLETED, StepState.PENDING, StepState.PENDING, StepState.PENDING, StepState.PENDING), steps(queued));
        assertTrue(queued.times().finished().isEmpty() && queued.output().value().isEmpty());
        assertEquals(finished, processes.getProcessInfo(finished.pid()), "it was rolled back");
    }

    @Test
    void stepAfterAQuestionWaitsForItsAnswerAgain() {
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).step("then", StepSpec.of(Append.class, "x")).step("end", counted()).build());
        await(pid, ProcessState.INTERRUPTED);
        processes.proceed(pid, json("{'text': 'first'}").object());
        assertEquals("firstx", text(awaitEnd(pid)));
        processes.retry(pid, "then");

        ProcessInfo waiting = await(pid, ProcessState.INTERRUPTED);
        assertEquals("ask", waiting.progress().currentStep().orElseThrow());
        assertEquals("really?", waiting.output().value().orElseThrow().asJsonObject().getString("question"));
        processes.proceed(pid, json("{'text': 'second'}").object());
        assertEquals("secondx", text(awaitEnd(pid)));
    }

    @Test
    void answerIsKeptForTheStepThatHasFailedWithIt() {
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).step("bad", StepSpec.of(FailsUntilOpen.class, gate.key())).build());
        await(pid, ProcessState.INTERRUPTED);
        processes.proceed(pid, json("{'text': 'first'}").object());
        awaitEnd(pid);
        gate.open();
        processes.retry(pid, "bad");

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
    }

    @Test
    void unknownAndLaterStepsAreRefused() {
        ProcessInfo failed = execute(ManagedProcess.named("fails").step("first", counted()).step("bad", StepSpec.of(FailsUntilOpen.class, gate.key())).step("later", counted()));

        assertViolation(failed.pid(), "frist", "the process has no step 'frist'; did you mean 'first'?");
        assertViolation(failed.pid(), "later", "the process has stopped at 'bad', before 'later'; give that step or an earlier one");
        assertEquals(failed, processes.getProcessInfo(failed.pid()));
    }

    private void assertViolation(String pid, String step, String message) {
        assertEquals(List.of(new Violation("from_step", message)), assertThrows(InvalidSpecificationException.class, () -> processes.retry(pid, step)).violations());
    }

    @Test
    void livingProcessIsNotExecutedAgain() {
        String pid = processes.start(ManagedProcess.named("asks").step("ask", StepSpec.of(Asks.class)).step("then", counted()).build());
        await(pid, ProcessState.INTERRUPTED);

        assertEquals(ProcessState.INTERRUPTED, assertThrows(ProcessStateException.class, () -> processes.retry(pid, "ask")).state());
        remove(pid);
    }

    @Test
    void processThatBeganBeforeItsDataWasKeptCannotBeExecutedFromTheFirstStep() {
        ProcessInfo finished = execute(letters());
        Tables.update("update process set data = null where pid = ?", finished.pid());

        ProcessStateException refusal = assertThrows(ProcessStateException.class, () -> processes.retry(finished.pid(), "a"));
        assertTrue(refusal.getMessage().contains("did not keep its data"), refusal.getMessage());
        processes.retry(finished.pid(), "a-counted");
        assertEquals("-abc", text(awaitEnd(finished.pid())));
    }
}
