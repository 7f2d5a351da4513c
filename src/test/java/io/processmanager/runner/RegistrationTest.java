package io.processmanager.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.TestSettings;
import io.processmanager.database.ThreadTrouble;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.runner.nodes.ThisNode;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.InMemoryRunners;
import io.processmanager.testing.Await;
import io.processmanager.view.RunnerInfo.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        registration.node = new ThisNode(registration.settings);
        registration.limitHeap();
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
    void anOrderIsFollowedWithTheNextLookAndWithTheNextHeartbeat() throws Exception {
        registration.renew();
        String id = registration.id().orElseThrow();

        runners.registry().order(id, Status.PAUSED, Set.of(Status.RUNNING));
        assertTrue(registration.claimingAs().isPresent(), "nobody has told it yet");
        assertTrue(registration.look(true));
        assertEquals(Optional.empty(), registration.claimingAs());
        assertFalse(registration.look(true), "nothing has changed since");

        runners.registry().order(id, Status.RUNNING, Set.of(Status.PAUSED));
        registration.renew();
        assertEquals(Optional.of(id), registration.claimingAs());
    }

    @Test
    void anOrderOutlivesTheLossOfTheLease() throws Exception {
        registration.renew();
        String lost = registration.id().orElseThrow();
        runners.registry().order(lost, Status.PAUSED, Set.of(Status.RUNNING));
        registration.look(true);
        runners.silence(lost);
        runners.rescue().rescue(Duration.ofSeconds(30), 3);
        assertEquals("TIMEOUT", runners.status(lost));

        registration.renew();
        assertNotEquals(lost, registration.id().orElseThrow());
        assertEquals("PAUSED", runners.status(registration.id().orElseThrow()));
        assertEquals(Optional.empty(), registration.claimingAs());
    }

    @Test
    void aRunnerThatIsResumedInTheLastMomentDoesNotEnd() throws Exception {
        registration.renew();
        String id = registration.id().orElseThrow();
        runners.registry().order(id, Status.DRAINING, Set.of(Status.RUNNING));
        registration.look(true);
        runners.registry().order(id, Status.RUNNING, Set.of(Status.DRAINING));

        assertFalse(registration.endsDrained());
        assertEquals("RUNNING", runners.status(id));
        registration.look(true);
        assertEquals(Optional.of(id), registration.claimingAs());
    }

    @Test
    void aDrainedRunnerEndsWithSuccessAndTakesNoOrderAnyMore() throws Exception {
        registration.renew();
        String id = registration.id().orElseThrow();
        runners.registry().order(id, Status.DRAINING, Set.of(Status.RUNNING));
        registration.look(true);

        assertTrue(registration.endsDrained());
        assertEquals("SUCCESS", runners.status(id));
        assertEquals(Optional.empty(), registration.id());
        assertFalse(runners.registry().order(id, Status.RUNNING, EnumSet.allOf(Status.class)));
    }

    @Test
    void eachHeartbeatTellsWhereTheRunnerIsAndHowMuchOfItsHeapIsInUse() throws Exception {
        registration.renew();
        String id = registration.id().orElseThrow();
        assertEquals(null, runners.column(id, "server"));

        registration.node.isDeployed("Server 1.2", Optional.of("3.4"));
        registration.renew();

        assertEquals("Server 1.2", runners.column(id, "server"));
        assertEquals("3.4", runners.column(id, "version"));
        assertFalse(runners.column(id, "host").isBlank());
        int share = Integer.parseInt(runners.column(id, "heap_share"));
        assertTrue(share >= 0 && share <= 100, () -> share + " %");
        assertEquals(null, runners.column(id, "not_claiming"));
    }

    @Test
    void aRunnerWhoseHeapIsFullSaysSoInItsRowAndClaimsNothing() throws Exception {
        settings(Map.of("process-manager.runner.max-heap-share", "1"));
        registration.limitHeap();
        registration.renew();
        byte[] live = new byte[(int) (Runtime.getRuntime().maxMemory() / 50)];
        System.gc();
        registration.look(true);

        assertEquals(Optional.empty(), registration.claimingAs());
        assertEquals("its heap is full: garbage collection left more than 1 % of it in use (process-manager.runner.max-heap-share)",
                runners.column(registration.id().orElseThrow(), "not_claiming"));
        assertTrue(live.length > 0, "kept until here");
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
