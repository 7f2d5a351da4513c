package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.Executions;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.PlainSteps.Append;
import io.processmanager.teststeps.TakingSteps;
import io.processmanager.teststeps.TakingSteps.Takes;
import io.processmanager.teststeps.TakingSteps.TakesInTransaction;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that a step leaves open are closed, and however many it takes, the process manager keeps answering. */
final class LeftConnectionsIT extends InSharedDeployment {

    /** More than the pool has. */
    private static final int MANY = 40;

    private final Gate gate = Gate.closed();

    @Inject
    StepExecutor steps;

    private ManagedProcess.Builder taking(int connections, String how) {
        return ManagedProcess.named("takes").timeout(Duration.ofSeconds(60)).step("takes", StepSpec.of(Takes.class, gate.key(), connections, how));
    }

    private List<String> log(String pid) {
        return processes.getLog(pid, null, 10).items().stream().map(LogLine::text).toList();
    }

    private static String left(int connections) {
        return "Process Manager: the step has left " + connections + (connections == 1 ? " connection" : " connections") + " of the pool ";
    }

    private void assertAllAreClosed() throws SQLException {
        for (Connection connection : TakingSteps.taken(gate.key())) {
            assertTrue(connection.isClosed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"returns", "fails"})
    void connectionsThatAStepLeavesOpenAreClosedAndNamedInItsLog(String how) throws SQLException {
        ProcessInfo info = execute(taking(3, how));

        assertEquals(how.equals("fails") ? ProcessState.FAILED : ProcessState.FINISHED, info.state(), info::toString);
        assertEquals(3, TakingSteps.taken(gate.key()).size());
        assertAllAreClosed();
        List<String> log = log(info.pid());
        assertEquals(1, log.size(), log::toString);
        assertTrue(log.get(0).startsWith(left(3)) && log.get(0).contains("ProcessManager"), log::toString);
    }

    @Test
    void connectionThatATransactionalStepLeavesOpenIsClosedAndNamedInItsLog() throws SQLException {
        ProcessInfo info = execute(ManagedProcess.named("takes").step("takes", StepSpec.of(TakesInTransaction.class, gate.key())));

        assertEquals(ProcessState.FINISHED, info.state(), info::toString);
        assertAllAreClosed();
        assertTrue(log(info.pid()).get(0).startsWith(left(1)), () -> log(info.pid()).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"closes them", "lets another thread close them"})
    void stepThatClosesItsConnectionsHearsNothing(String how) {
        ProcessInfo info = execute(taking(3, how));

        assertEquals(ProcessState.FINISHED, info.state(), info::toString);
        assertEquals(List.of(), log(info.pid()));
    }

    @Test
    void oneStepAfterTheOtherMayLeaveMoreThanThePoolHas() throws SQLException {
        for (int i = 0; i < 12; i++) {
            ProcessInfo info = execute(taking(5, "returns"));
            assertEquals(ProcessState.FINISHED, info.state(), info::toString);
        }
        assertEquals(60, TakingSteps.taken(gate.key()).size());
        assertAllAreClosed();
    }

    @Test
    void connectionsLeftBySynchronousExecutionsAreClosed() throws SQLException {
        for (int i = 0; i < 12; i++) {
            steps.execute(taking(5, "returns").build());
        }
        assertThrows(ExecutionFailedException.class, () -> steps.execute(taking(5, "fails").build()));
        assertEquals(65, TakingSteps.taken(gate.key()).size());
        assertAllAreClosed();
    }

    @Test
    void processManagerKeepsAnsweringWhileStepsHoldAllConnections() throws Exception {
        List<String> holding = Stream.generate(() -> processes.start(taking(MANY, "takes what there is and waits").build())).limit(3).toList();
        Await.until("all connections to be taken", LIMIT, () -> Executions.of(gate.key()).size(), size -> size == 3);

        long begin = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            ProcessInfo info = execute(ManagedProcess.named("meanwhile").data(Map.of("text", "a")).step("b", StepSpec.of(Append.class, "b")));
            assertEquals(Optional.of(json("{'text':'ab'}").value()), info.output().value());
            assertEquals(1, processes.list(ProcessQuery.ALL.withName("meanwhile").withLimit(1)).items().size());
            processes.counts();
        }
        processes.cancel(holding.get(0), "it holds too much");
        assertEquals(ProcessState.CANCELLED, awaitEnd(holding.get(0)).state());
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        assertTrue(millis < 5_000, "it took " + millis + " ms");

        gate.open();
        holding.forEach(this::awaitEnd);
        assertEquals(ProcessState.FINISHED, execute(taking(5, "closes them")).state(), "later steps get connections again");
    }
}
