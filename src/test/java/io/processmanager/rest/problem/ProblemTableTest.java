package io.processmanager.rest.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.processmanager.ExecutionFailedException;
import io.processmanager.InvalidSpecificationException;
import io.processmanager.NoOutputException;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessStateException;
import io.processmanager.RunnerNotFoundException;
import io.processmanager.RunnerStateException;
import io.processmanager.StepException;
import io.processmanager.StepNotFoundException;
import io.processmanager.UnknownOutcomeException;
import io.processmanager.Violation;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTableTest {

    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new ProcessNotFoundException("1"), 404, "/problems/process-not-found"),
                Arguments.of(new RunnerNotFoundException("1"), 404, "/problems/runner-not-found"),
                Arguments.of(new RunnerStateException("1", "pause", Status.SUCCESS), 409, "/problems/runner-state"),
                Arguments.of(new StepNotFoundException("1", "a"), 404, "/problems/step-not-found"),
                Arguments.of(new NoOutputException("1", Optional.of("a"), ProcessState.RUNNING), 404, "/problems/no-output"),
                Arguments.of(new NoOutputException("1", Optional.empty(), ProcessState.RUNNING), 404, "/problems/no-output"),
                Arguments.of(new ProcessStateException("1", "retry", ProcessState.RUNNING, "wait"), 409, "/problems/process-state"),
                Arguments.of(new InvalidSpecificationException(List.of(new Violation("name", "is bad"))), 400, "/problems/invalid-request"),
                Arguments.of(new ExecutionFailedException(ProcessError.of("a", 1, StepException.class, "no")), 422, "/problems/execution-failed"),
                Arguments.of(new UnknownOutcomeException("1", new SQLException("gone", "08006")), 503, "/problems/outcome-unknown"),
                Arguments.of(new PersistenceException("away"), 503, "/problems/database-unavailable"),
                Arguments.of(new IllegalStateException(new SQLException("gone", "08006")), 503, "/problems/database-unavailable"),
                Arguments.of(new IllegalStateException(new RollbackException("time is up")), 503, "/problems/database-unavailable"));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void everyExceptionOfTheProductHasItsProblem(Throwable thrown, int status, String type) {
        Problem problem = ProblemTable.problemOf(thrown).orElseThrow();
        assertEquals(status, problem.status());
        assertEquals(type, problem.type());
    }

    @Test
    void anExceptionThatTheContainerHasWrappedIsFound() {
        assertEquals(404, ProblemTable.problemOf(new RuntimeException(new RuntimeException(new ProcessNotFoundException("1")))).orElseThrow().status());
    }

    @Test
    void whatNobodyHasExpectedIsNoProblemOfTheClient() {
        assertEquals(Optional.empty(), ProblemTable.problemOf(new IllegalStateException("inside")));
    }

    @Test
    void aStatementOfOursThatTheDatabaseRefusesIsNotCalledAnAbsence() {
        assertEquals(Optional.empty(), ProblemTable.problemOf(
                new PersistenceException(new SQLIntegrityConstraintViolationException("duplicate key", "23505"))));
    }

    @Test
    void aProblemHasTheMembersOfItsKind() {
        Problem problem = ProblemTable.problemOf(new ExecutionFailedException(ProcessError.of("a", 2, StepException.class, "no").withCode(Optional.of(7)).withStack(Optional.of("stack")))).orElseThrow();
        assertEquals(List.of("type", "title", "status", "detail", "error"), List.copyOf(problem.json().keySet()));
        assertEquals(List.of("step", "attempt", "type", "code", "message", "stack"), List.copyOf(problem.json().getJsonObject("error").keySet()));
        assertEquals(7, problem.json().getJsonObject("error").getInt("code"));
    }

    @Test
    void anUnknownOutcomeTellsWhatToLookFor() {
        SQLException gone = new SQLException("gone", "08006");
        Problem one = ProblemTable.problemOf(new UnknownOutcomeException("1", gone)).orElseThrow();
        Problem several = ProblemTable.problemOf(new UnknownOutcomeException(List.of("1", "2"), gone)).orElseThrow();

        assertEquals("1", one.json().getString("pid"));
        assertEquals("[\"1\"]", one.json().getJsonArray("pids").toString());
        assertEquals("[\"1\",\"2\"]", several.json().getJsonArray("pids").toString());
        assertFalse(several.json().containsKey("pid"));
    }

    @Test
    void onlyWhoeverHasMadeAChangeCanTellThatItsOutcomeIsUnknown() {
        assertEquals("/problems/database-unavailable", ProblemTable.problemOf(new IllegalStateException(new HeuristicMixedException())).orElseThrow().type());
    }

    @Test
    void thousandsOfViolationsAreCutOff() {
        Problem problem = Problem.invalid(Collections.nCopies(5_000, new Violation("f", "m")));
        assertEquals(100, problem.json().getJsonArray("violations").size());
        assertEquals("Nothing was done because of f: m (and 4999 more, see violations)", problem.detail());
    }
}
