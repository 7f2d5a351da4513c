package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.Tables;
import io.processmanager.teststeps.AskingSteps.Asks;
import io.processmanager.teststeps.FailingSteps.Fails;
import io.processmanager.teststeps.PlainSteps.Constant;
import io.processmanager.teststeps.PlainSteps.Repeated;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Look-ups read no more outputs than they show, and single outputs are read in pieces. */
class OutputsIT extends InServer {

    @Deployment
    static WebArchive war() {
        return warWith(List.of(OutputsIT.class), "step.max-output=20000000", "lookup.max-outputs=1000");
    }

    private static StepSpec returning(int bytes) {
        return StepSpec.of(Constant.class, Json.createValue("x".repeat(bytes - 2)));
    }

    private static List<Boolean> omitted(ProcessInfo process) {
        return process.progress().steps().stream().map(step -> step.output().isOmitted()).toList();
    }

    @Test
    void aLookUpShowsTheLastOutputsThatFit() {
        ProcessInfo info = execute(ManagedProcess.named("outputs").step("a", returning(3)).step("b", returning(500)).step("c", returning(499)).step("d", returning(501)));

        assertEquals(List.of(true, true, false, false), omitted(info));
        assertEquals(List.of(3L, 500L, 499L, 501L), info.progress().steps().stream().map(step -> step.output().bytes().orElseThrow()).toList());
        assertEquals(info.progress().steps().get(3).output().value(), info.output().value());
        assertEquals(Optional.of(501L), info.output().bytes());
        assertEquals("\"x\"", processes.getStepOutput(info.pid(), "a").toString());

        ProcessInfo without = processes.getProcessInfoWithoutOutputs(info.pid());
        assertEquals(List.of(true, true, true, true), omitted(without));
        assertTrue(without.output().isOmitted());
        assertEquals(info.output().value(), Optional.of(processes.getOutput(info.pid())));
    }

    /** What cannot be parsed would fail the look-up. */
    @Test
    void whatIsOmittedIsNotRead() {
        ProcessInfo info = execute(ManagedProcess.named("outputs").step("a", returning(2_000)).step("b", returning(2_000)));
        Tables.update("update process_step set output_json = ? where pid = ?", "{".repeat(2_000), info.pid());

        assertEquals(List.of(true, true), omitted(processes.getProcessInfo(info.pid())));
        assertTrue(processes.getProcessInfo(info.pid()).output().isOmitted());
    }

    /** A character of four bytes, which is two to Java and Derby and one to PostgreSQL, falls on the border of two pieces, and so do the halves of others. */
    @Test
    void aLargeOutputIsReadInPieces() throws Exception {
        for (String text : List.of("𝄞", "ä𝄞€x")) {
            int times = 3_000_000 / text.length();
            ProcessInfo info = execute(ManagedProcess.named("outputs").step("a", StepSpec.of(Repeated.class, text, times)).step("b", returning(3)));
            String expected = text.repeat(times);

            assertEquals(Optional.of(2L + expected.getBytes(StandardCharsets.UTF_8).length), info.progress().steps().get(0).output().bytes());
            assertTrue(expected.equals(((JsonString) processes.getStepOutput(info.pid(), "a")).getString()), "another text is read");
            try (InputStream stored = processes.openStepOutput(info.pid(), "a")) {
                assertArrayEquals(('"' + expected + '"').getBytes(StandardCharsets.UTF_8), stored.readAllBytes());
                assertEquals(-1, stored.read());
            }
            processes.delete(info.pid());
        }
    }

    @Test
    void theRestOfAnOutputThatIsRemovedMeanwhileIsAFailure() throws Exception {
        String pid = execute(ManagedProcess.named("outputs").step("a", returning(3_000_000))).pid();
        try (InputStream stored = processes.openOutput(pid)) {
            assertEquals('"', stored.read());
            processes.delete(pid);
            Exception failure = assertThrows(IOException.class, stored::readAllBytes);
            assertEquals("The rest of the output of process " + pid + " cannot be read: it was removed meanwhile", failure.getMessage());
        }
    }

    @Test
    void whatProceedHasMadeOfTheLastOutputIsReadWhereItIs() {
        String pid = processes.start(ManagedProcess.named("outputs").data(Json.createObjectBuilder().build()).step("ask", StepSpec.of(Asks.class)).build());
        await(pid, ProcessState.INTERRUPTED);
        JsonValue asked = processes.getOutput(pid);
        processes.proceed(pid, Json.createObjectBuilder().add("answer", "ä".repeat(1_000)).build());
        ProcessInfo info = awaitEnd(pid);

        JsonValue merged = processes.getOutput(pid);
        assertEquals("ä".repeat(1_000), merged.asJsonObject().getString("answer"));
        assertEquals(Optional.empty(), info.output().value());
        assertEquals(Optional.of((long) merged.toString().getBytes(StandardCharsets.UTF_8).length), info.output().bytes());
        assertEquals(Optional.of(asked), info.progress().steps().get(0).output().value());
        assertEquals(asked, processes.getStepOutput(pid, "ask"));
    }

    @Test
    void whatIsNotThereIsToldByItsException() {
        String pid = execute(ManagedProcess.named("outputs").step("a", returning(3)).step("b", StepSpec.of(Fails.class, "so"))).pid();
        assertEquals("c", assertThrows(StepNotFoundException.class, () -> processes.getStepOutput(pid, "c")).step());
        assertEquals(Optional.of("b"), assertThrows(NoOutputException.class, () -> processes.getStepOutput(pid, "b")).step());
        assertEquals(ProcessState.FAILED, assertThrows(NoOutputException.class, () -> processes.getOutput(pid)).state());
        assertThrows(ProcessNotFoundException.class, () -> processes.getStepOutput("0".repeat(32), "a"));
        assertThrows(ProcessNotFoundException.class, () -> processes.openOutput("0".repeat(32)));
    }
}
