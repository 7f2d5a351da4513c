package io.processmanager.store.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.InMemoryDatabase;
import io.processmanager.store.entity.StoredError;
import io.processmanager.store.search.ProcessList;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.testing.Injected;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What look-ups and lists read of what is large, on Derby; on both databases, {@code OutputsIT} and {@code ListIT} do the same inside the server. */
class ProcessLookupsTest {

    private static final String PID = "0123456789abcdef0123456789abcdef";

    private final InMemoryDatabase database;
    private final EntityManagerFactory factory;
    private final ProcessLookups lookups = new ProcessLookups();
    private final ProcessList list = new ProcessList();

    ProcessLookupsTest() throws SQLException {
        database = new InMemoryDatabase();
        factory = Persistence.createEntityManagerFactory("process-manager", Map.of("jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", database.dataSource(), "eclipselink.target-server", "None"));
        lookups.entities = factory.createEntityManager();
        Injected.into(list, "entities", lookups.entities);
        Injected.into(list, "database", database);
        lookups.newProcesses = new NewProcesses() {
            @Override
            public void send() {
                // there is no transaction of a caller
            }
        };
        Injected.into(list, "newProcesses", lookups.newProcesses);
        lookups.nodes = new RunnerNodes();
        lookups.nodes.entities = lookups.entities;
        Injected.into(list, "nodes", lookups.nodes);
        lookups.settings = new Settings() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T get(Setting<T> setting) {
                return (T) Integer.valueOf(1_000);
            }
        };
    }

    @BeforeEach
    void queue() throws SQLException {
        database.queue(PID);
    }

    @AfterEach
    void close() {
        factory.close();
    }

    private void completed(int step, String output, int bytes) throws SQLException {
        database.execute("insert into process_step (pid, step_index, attempt, started_at, finished_at, output_json, output_bytes) values (?, ?, 1, 0, 0, ?, ?)", PID, step, output,
                bytes);
        database.execute("update process set step_index = ?, next_input = null where pid = ?", step + 1, PID);
    }

    private void become(ProcessState state) throws SQLException {
        database.execute("update process set state = ? where pid = ?", state.name(), PID);
    }

    private static List<Optional<String>> outputs(ProcessInfo process) {
        return process.progress().steps().stream().map(step -> step.output().value().map(Object::toString)).toList();
    }

    /** The first could not even be parsed. */
    @Test
    void outputsAreReadFromTheLastStepBackwardsAsFarAsTheyFit() throws SQLException {
        completed(0, "{", 2);
        completed(1, "\"b\"", 500);
        completed(2, "\"c\"", 499);
        become(ProcessState.FINISHED);
        ProcessInfo process = lookups.find(PID);

        assertEquals(List.of(Optional.empty(), Optional.of("\"b\""), Optional.of("\"c\"")), outputs(process));
        assertEquals(Optional.of("\"c\""), process.output().value().map(Object::toString));
        assertEquals(List.of(Optional.of(2L), Optional.of(500L), Optional.of(499L)), process.progress().steps().stream().map(step -> step.output().bytes()).toList());
        assertEquals(Optional.of(499L), process.output().bytes());

        ProcessInfo without = lookups.findWithoutOutputs(PID);
        assertEquals(List.of(true, true, true), without.progress().steps().stream().map(step -> step.output().isOmitted()).toList());
        assertTrue(without.output().isOmitted());
    }

    @Test
    void aProcessThatHasNotBegunHasNoOutput() {
        ProcessInfo process = lookups.find(PID);
        assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.empty()), outputs(process));
        assertEquals(Optional.empty(), process.output().bytes());
    }

    @Test
    void dataThatIsTheOutputComesBeforeTheSteps() throws SQLException {
        completed(0, "1", 1);
        completed(1, "2", 1);
        completed(2, "\"c\"", 200);
        database.execute("update process set next_input = '\"merged\"', data_bytes = 900 where pid = ?", PID);
        become(ProcessState.FINISHED);

        assertEquals(Optional.of("\"merged\""), lookups.find(PID).output().value().map(Object::toString));
        assertEquals(Optional.of(900L), lookups.find(PID).output().bytes());
        assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.empty()), outputs(lookups.find(PID)));
        database.execute("update process set next_input = '{', data_bytes = 1001 where pid = ?", PID);
        assertTrue(lookups.find(PID).output().isOmitted());
        assertEquals(List.of(Optional.of("1"), Optional.of("2"), Optional.of("\"c\"")), outputs(lookups.find(PID)));
    }

    @Test
    void aListReadsTheBeginningOfAnError() throws SQLException {
        ProcessError error = ProcessError.of("a", 1, "x.Y", "m".repeat(100_000)).withCode(Optional.of(7)).withStack(Optional.of("s".repeat(100_000)));
        database.execute("update process set error = ? where pid = ?", StoredError.write(error), PID);
        become(ProcessState.FAILED);

        assertEquals(Optional.of(error), lookups.find(PID).error());
        assertEquals(Optional.of(ProcessError.of("a", 1, "x.Y", "m".repeat(500) + "…").withCode(Optional.of(7))),
                list.page(ProcessQuery.ALL).items().get(0).error());
    }
}
