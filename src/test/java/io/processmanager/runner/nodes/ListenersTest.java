package io.processmanager.runner.nodes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Listeners listeners = new Listeners(Duration.ofSeconds(10), now::get);

    @Test
    void nobodyIsThereWhoWasNotHeard() {
        assertFalse(listeners.anyIsListening());
    }

    @Test
    void whoIsHeardForTheFirstTimeIsNew() {
        assertTrue(listeners.heard("a"));
        assertFalse(listeners.heard("a"));
        assertTrue(listeners.heard("b"));
        assertTrue(listeners.anyIsListening());
    }

    @Test
    void whoIsSilentForMoreThanTwoIntervalsIsGone() {
        listeners.heard("a");
        pass(Duration.ofSeconds(25));
        assertTrue(listeners.anyIsListening());
        pass(Duration.ofMillis(1));
        assertFalse(listeners.anyIsListening());
    }

    @Test
    void whoComesBackIsNewAgain() {
        listeners.heard("a");
        pass(Duration.ofSeconds(26));
        assertTrue(listeners.heard("a"));
        assertTrue(listeners.anyIsListening());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
