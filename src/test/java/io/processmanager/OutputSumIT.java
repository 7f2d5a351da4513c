package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.FailingSteps.SucceedsAtAttempt;
import io.processmanager.teststeps.Ledger;
import io.processmanager.teststeps.LedgerSteps.Enters;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import jakarta.json.Json;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The outputs of a process have a limit together, which is told by what is stored, however often and wherever the process goes on. */
class OutputSumIT extends InServer {

    private final String key = UUID.randomUUID().toString();

    @Deployment
    static WebArchive war() {
        return warWith(List.of(OutputSumIT.class), "process.max-outputs=2500", "step.max-output=4000000");
    }

    /** Of so many bytes as JSON. */
    private static StepSpec returning(int bytes) {
        return StepSpec.of(Constant.class, Json.createValue("x".repeat(bytes - 2)));
    }

    private static void assertFailedAt(String step, int attempt, int sum, ProcessInfo info) {
        assertEquals(ProcessState.FAILED, info.state());
        ProcessError error = info.error().orElseThrow();
        assertTrue(error.type().endsWith("OutputTooLargeException"), error.type());
        assertTrue(error.message().startsWith("Process " + info.pid() + ", step " + step + ", attempt " + attempt + ": the step returned "), error.message());
        assertTrue(error.message().contains("would have " + sum + " bytes, more than the 2500 that process-manager.process.max-outputs allows"), error.message());
    }

    @Test
    void theStepThatGoesOverTheLimitFails() {
        ProcessInfo info = execute(ManagedProcess.named("sum").step("a", returning(1_250)).step("b", returning(1_250)).step("c", returning(2)));

        assertFailedAt("c", 1, 2_502, info);
        assertEquals(List.of(StepState.COMPLETED, StepState.COMPLETED, StepState.FAILED), info.progress().steps().stream().map(StepInfo::state).toList());
    }

    /** Two bytes of UTF-8 each. */
    @Test
    void bytesAreCountedAndNotCharacters() {
        ProcessInfo info = execute(ManagedProcess.named("sum").step("a", StepSpec.of(Constant.class, Json.createValue("ä".repeat(999)))).step("b", returning(501)));

        assertFailedAt("b", 1, 2_501, info);
        assertEquals(2_000, Tables.number("select output_bytes from process_step where pid = ?", info.pid()));
    }

    @Test
    void theSumIsKnownAfterAnInterruptionAndWhatProceedMergesIsNoOutput() {
        String pid = processes.start(ManagedProcess.named("sum").data(Json.createObjectBuilder().build()).step("ask", StepSpec.of(Asks.class))
                .step("a", returning(1_000)).step("b", returning(1_500)).build());
        await(pid, ProcessState.INTERRUPTED);
        long asked = Tables.number("select output_bytes from process_step where pid = ?", pid);
        processes.proceed(pid, Json.createObjectBuilder().add("answer", "x".repeat(2_000)).build());

        assertFailedAt("b", 1, 2_500 + (int) asked, awaitEnd(pid));
    }

    @Test
    void aStepThatIsTriedAgainCountsOnce() {
        ProcessInfo info = execute(ManagedProcess.named("sum").step("a", returning(1_000)).step("b", StepSpec.of(SucceedsAtAttempt.class, key, 3).withMaxRetries(2))
                .step("c", returning(1_499)));
        assertEquals(ProcessState.FINISHED, info.state(), () -> info.error().toString());

        String pid = execute(ManagedProcess.named("sum").step("a", returning(2_000)).step("b", returning(1_000).withMaxRetries(1))).pid();
        assertFailedAt("b", 2, 3_000, processes.getProcessInfo(pid));
        processes.retry(pid);
        ProcessInfo again = awaitEnd(pid);
        assertFailedAt("b", again.error().orElseThrow().attempt(), 3_000, again);
    }

    @Test
    void theWorkOfATransactionalStepThatGoesOverIsUndone() {
        Ledger.create();
        ProcessInfo info = execute(ManagedProcess.named("sum").step("a", returning(500)).step("enter", StepSpec.of(Enters.class, key, "returns too much")));

        assertFailedAt("enter", 1, 2_000_502, info);
        assertEquals(List.of(), Ledger.entries(key));
    }
}
