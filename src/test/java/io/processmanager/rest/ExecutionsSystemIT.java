package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code POST /executions}: steps without a process. Whatever comes of them, nothing is stored. */
@ExtendWith(SharedServer.class)
class ExecutionsSystemIT {

    private final HttpApi api;
    private final UnchangedServer unchanged;

    ExecutionsSystemIT(HttpApi api) {
        this.api = api;
        this.unchanged = new UnchangedServer(api);
    }

    @BeforeEach
    void remember() {
        unchanged.remember();
    }

    @AfterEach
    void nothingWasStored() {
        unchanged.check();
    }

    @Test
    void theOutputOfTheLastStepIsTheAnswer() {
        Answer answer = execute(Specification.named("sum").step("one", "merge", "{'a': 1}").step("two", "merge", "{'b': 2}").with("data", "{'c': 3}"));
        assertEquals(200, answer.status(), answer.text());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals(Specification.json("{'output': {'c': 3, 'a': 1, 'b': 2}}"), answer.json());
    }

    @Test
    void theOutputMayBeAnyJson() {
        assertEquals(Specification.json("{'output': 'xxx'}"), execute(Specification.named("text").step("x", "test-large-output", "3")).json());
    }

    @Test
    void aStepIsToldThatThereIsNoProcess() {
        Answer answer = execute(Specification.named("told").step("tell", "test-context").with("arguments", "{'dry': true}"));
        assertEquals(Specification.json("{'output': {'pid': 'none', 'step': 'tell', 'attempt': 1, 'arguments': {'dry': true}, 'input': {}}}"),
                answer.json());
    }

    @Test
    void aStepThatFailsIsReportedWithItsStack() {
        Answer answer = execute(Specification.named("fails").step("one", "merge", "{}").step("bad", "test-fail", "1062", "'no such row'"));
        AnsweredProblem problem = AnsweredProblem.ofFailedExecution(answer);
        problem.says("'bad'");
        problem.says("no such row");
        JsonObject error = problem.json().getJsonObject("error");
        assertEquals(List.of("step", "attempt", "type", "code", "message", "stack"), List.copyOf(error.keySet()));
        assertEquals("bad", error.getString("step"));
        assertEquals(1, error.getInt("attempt"));
        assertEquals("io.processmanager.StepException", error.getString("type"));
        assertEquals(1062, error.getInt("code"));
        assertEquals("no such row", error.getString("message"));
        assertTrue(error.getString("stack").contains("io.processmanager.reststeps.FailingStep.execute(FailingStep.java:"), error.getString("stack"));
    }

    @Test
    void aStepIsTriedAgainIfItsSpecificationSaysSo() {
        Answer answer = execute(Specification.named("fails").stepOf("bad", "{'type': 'test-fail', 'args': [1, 'no'], 'max_retries': 1}"));
        assertEquals(2, AnsweredProblem.ofFailedExecution(answer).json().getJsonObject("error").getInt("attempt"));
    }

    @Test
    void anExecutionThatTakesTooLongIsGivenUp() {
        Answer answer = execute(Specification.named("slow").step("deaf", "test-deaf", "20").with("timeout", "1"));
        JsonObject error = AnsweredProblem.ofFailedExecution(answer).json().getJsonObject("error");
        assertEquals("java.util.concurrent.TimeoutException", error.getString("type"));
        assertTrue(error.isNull("stack"), error.toString());
        assertTrue(error.getString("message").startsWith("The time was up"), error.toString());
    }

    @Test
    void anInterruptingStepIsRefusedBeforeAnythingRuns() {
        Answer answer = execute(Specification.named("asks").step("bad", "test-fail", "1", "'has run'").step("ask", "approval", "'Sure?'"));
        AnsweredProblem.invalid(answer).violates("steps.ask", "an interrupting step needs a process to wait in; start one instead");
    }

    @Test
    void anOutputThatJsonBCannotWriteFails() {
        Answer answer = execute(Specification.named("ring").step("ring", "test-unwritable"));
        JsonObject error = AnsweredProblem.ofFailedExecution(answer).json().getJsonObject("error");
        assertEquals("ring", error.getString("step"));
        assertEquals("jakarta.json.bind.JsonbException", error.getString("type"));
    }

    @Test
    void anOutputThatIsTooLargeFails() {
        Answer answer = execute(Specification.named("large").step("large", "test-large-output", "1048577"));
        AnsweredProblem.ofFailedExecution(answer).says("The step returned 1048579 bytes of JSON, more than the 1048576 that process-manager.step.max-output allows");
    }

    private Answer execute(Specification specification) {
        return api.post("/executions", specification.json());
    }
}
