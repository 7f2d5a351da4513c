package io.processmanager.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.TestSettings;
import io.processmanager.database.ThreadTrouble;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.InMemoryRunners;
import io.processmanager.testing.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a node holds a lease, and when it must not. */
class RegistrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ThreadHealth health = new ThreadHealth();
    private final InMemoryRunners runners;
    private final Registration registration = new Registration();

    RegistrationTest() throws SQLException {
        runners = new InMemoryRunners();
    }

    @BeforeEach
    void open() {
        settings(Map.of());
        registration.registry = runners.registry();
        registration.rescue = runners.rescue();
        registration.clock = runners.clock();
        registration.running = new RunningProcesses();
        registration.health = health;
    }

    private void settings(Map<String, String> values) {
        registration.settings = TestSettings.of(values);
    }

    @Test
    void theFirstRenewalRegistersTheRunnerAndFurtherOnesKeepIt() throws Exception {
        assertEquals(Optional.empty(), registration.claimingAs());
        registration.renew();
        Optional<String> id = registration.claimingAs();
        assertTrue(id.isPresent());

        registration.renew();
        assertEquals(id, registration.claimingAs());
    }

    @Test
    void aNodeWhoseThreadsCannotWorkClaimsNothingAndDoesNotRenewItsLease() throws Exception {
        registration.renew();
        String id = registration.id().orElseThrow();
        runners.silence(id);

        ThreadTrouble.begin(health);
        assertEquals(Optional.empty(), registration.claimingAs());
        registration.renew();
        assertEquals(0, runners.seenAt(id));

        ThreadTrouble.end(health);
        registration.renew();
        assertTrue(registration.claimingAs().isPresent());
        assertTrue(runners.seenAt(id) > 0);
    }

    @Test
    void aRunnerThatOthersTookForDeadGoesOnAsANewOne() throws Exception {
        registration.renew();
        String lost = registration.id().orElseThrow();
        runners.silence(lost);
        runners.rescue().rescue(Duration.ofSeconds(30), 3);

        registration.renew();
        assertNotEquals(lost, registration.claimingAs().orElseThrow());
    }

    @Test
    void aLeaseThatWasNotRenewedInTimeIsNoneAnyMore() throws Exception {
        settings(Map.of("process-manager.runner.lease", "PT0.1S", "process-manager.runner.heartbeat-interval", "PT0.05S"));
        registration.renew();
        String expired = registration.id().orElseThrow();

        Await.until("the lease to end", LIMIT, registration::isExpired);
        assertEquals(Optional.empty(), registration.claimingAs());
        registration.renew();
        assertNotEquals(expired, registration.id().orElseThrow());
    }

    @Test
    void aRunnerThatHasSignedOffStaysSo() throws Exception {
        registration.renew();
        registration.finish();

        registration.renew();
        assertEquals(Optional.empty(), registration.id());
        assertEquals(Optional.empty(), registration.claimingAs());
        assertFalse(registration.isExpired());
    }
}
