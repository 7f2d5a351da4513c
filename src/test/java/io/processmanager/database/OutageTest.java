package io.processmanager.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.database.Outage.Task;
import io.processmanager.testing.RememberedLog;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final SQLException AWAY = new SQLException("connection refused", "08001");
    private static final Outage.Work FAILS = () -> {
        throw AWAY;
    };
    private static final Outage.Work WORKS = () -> { };
    private static final String IS_AWAY = "WARNING The database does not answer, or refuses";
    private static final String IS_BACK = "INFO The database answers again";

    private final RememberedLog log = new RememberedLog();
    private final Outage outage = new Outage();
    private long now;

    @BeforeEach
    void listen() {
        outage.log = log;
        outage.nanoTime = () -> now;
    }

    private void calm() {
        now += Outage.CALM.toNanos();
    }

    private List<String> told() {
        return log.lines().stream().map(line -> line.replaceAll(" \\(.*", "")).toList();
    }

    @Test
    void isToldOfOnceHoweverManyNotice() {
        outage.watch(Task.CLAIM, FAILS);
        outage.failed(Task.WRITES, AWAY);
        outage.watch(Task.HEARTBEAT, FAILS);
        outage.watch(Task.CLAIM, FAILS);
        assertEquals(List.of(IS_AWAY), told());
    }

    @Test
    void isOverWhenAllThatIsDoneRegularlyWorksAgain() {
        outage.watch(Task.CLAIM, FAILS);
        outage.watch(Task.HEARTBEAT, FAILS);
        calm();
        outage.watch(Task.HEARTBEAT, WORKS);
        assertEquals(List.of(IS_AWAY), told());
        outage.watch(Task.CLAIM, WORKS);
        outage.watch(Task.CLAIM, WORKS);
        assertEquals(List.of(IS_AWAY, IS_BACK), told());
    }

    @Test
    void isNotProlongedByWhatIsDoneRarely() {
        outage.watch(Task.RETENTION, FAILS);
        outage.failed(Task.WRITES, AWAY);
        outage.watch(Task.CLAIM, FAILS);
        calm();
        outage.watch(Task.CLAIM, WORKS);
        assertEquals(List.of(IS_AWAY, IS_BACK), told());
    }

    /** Two writers at the beginning of an outage, two connections at its end. */
    @Test
    void isNotOverWhileSomeCallsSucceedAndOthersFail() {
        outage.failed(Task.WRITES, AWAY);
        outage.worked(Task.WRITES);
        outage.failed(Task.WRITES, AWAY);
        calm();
        outage.watch(Task.HEARTBEAT, FAILS);
        outage.worked(Task.WRITES);
        now += Outage.CALM.toNanos() - 1;
        outage.watch(Task.HEARTBEAT, WORKS);
        assertEquals(List.of(IS_AWAY), told());
        now++;
        outage.worked(Task.CLAIM);
        assertEquals(List.of(IS_AWAY, IS_BACK), told());
    }

    @Test
    void isNotOverByWhatHasNotFailed() {
        outage.failed(Task.WRITES, AWAY);
        calm();
        outage.watch(Task.HEARTBEAT, WORKS);
        assertEquals(List.of(IS_AWAY), told());
        outage.worked(Task.WRITES);
        outage.watch(Task.CLAIM, FAILS);
        assertEquals(List.of(IS_AWAY, IS_BACK, IS_AWAY), told());
    }

    @Test
    void nextOneIsToldOfAgain() {
        outage.failed(Task.WRITES, AWAY);
        calm();
        outage.worked(Task.WRITES);
        outage.watch(Task.CLAIM, FAILS);
        assertEquals(List.of(IS_AWAY, IS_BACK, IS_AWAY), told());
    }

    /** What nobody has thought of is no matter of the database. */
    @Test
    void letsEverythingElseThrough() {
        assertThrows(IllegalStateException.class, () -> outage.watch(Task.CLAIM, () -> {
            throw new IllegalStateException("unexpected");
        }));
        assertEquals(List.of(), told());
    }
}
