package io.processmanager.store.schedule;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.InMemoryDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which node asks the plugins, and when. */
class PluginLeaseTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final InMemoryDatabase database;
    private final PluginLease lease;

    PluginLeaseTest() throws SQLException {
        database = new InMemoryDatabase();
        lease = new PluginLease(database);
    }

    private void secondsPass(int seconds) throws SQLException {
        database.execute("update plugin_lease set asked_at = asked_at - ?", seconds * 1_000L);
    }

    private boolean takes(String node) throws SQLException {
        return lease.take(node, MINUTE, SILENCE);
    }

    @Test
    void nodeThatAsksFirstGoesOnOnceAMinute() throws SQLException {
        assertTrue(takes("a"));
        assertFalse(takes("a"));
        assertFalse(takes("b"));
        secondsPass(61);
        assertFalse(takes("b"));
        assertTrue(takes("a"));
        assertFalse(takes("a"));
    }

    @Test
    void anotherNodeTakesOverWhenTheOneThatAskedIsSilent() throws SQLException {
        assertTrue(takes("a"));
        secondsPass(91);
        assertTrue(takes("b"));
        secondsPass(61);
        assertFalse(takes("a"));
        assertTrue(takes("b"));
    }
}
