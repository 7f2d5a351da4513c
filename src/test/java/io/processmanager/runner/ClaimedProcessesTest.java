package io.processmanager.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.batch.BatchJobs;
import io.processmanager.batch.job.JobWork;
import io.processmanager.configuration.TestSettings;
import io.processmanager.retry.RetryPolicies;
import io.processmanager.runner.process.RunnerServices;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.advance.GroupCommits;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.store.transition.RunnerWrite;
import io.processmanager.view.ProcessState;
import jakarta.batch.operations.JobStartException;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimedProcessesTest {

    private static final int MANY = 20_000;

    private final Queue<Advance> written = new ConcurrentLinkedQueue<>();
    private final ClaimedProcesses claimed = new ClaimedProcesses();

    /** Remembers what is written. */
    private final class RememberedWrites extends GroupCommits {
        @Override
        public CompletableFuture<Result> write(RunnerWrite write) {
            written.add((Advance) write);
            return CompletableFuture.completedFuture(Result.APPLIED);
        }
    }

    /** Knows some claims, or does not answer. */
    private static final class DurableClaims extends Claims {
        private final Set<String> ids = new HashSet<>();
        private SQLException failure;

        private DurableClaims() {
            super(null, null, new RestrictedQueues(null));
        }

        @Override
        public Set<String> durable(Collection<Claim> claims) throws SQLException {
            if (failure != null) {
                throw failure;
            }
            return ids;
        }
    }

    /** Takes no job. */
    private static final class RefusingRuntime extends BatchJobs {
        @Override
        public void start(JobWork work) {
            throw new JobStartException("no threads");
        }
    }

    @BeforeEach
    void open() {
        claimed.settings = TestSettings.of(Map.of());
        claimed.running = new RunningProcesses();
        claimed.queue = new Claims(null, null, new RestrictedQueues(null));
        claimed.jobs = new RefusingRuntime();
        claimed.beginnings = new BeginningWatch() {
            @Override
            Optional<BeginningWatch> opened() {
                return Optional.of(this);
            }
        };
        claimed.services = new RunnerServices() {
            @Override
            public Optional<RunnerServices> withoutProxy() {
                return Optional.of(this);
            }

            @Override
            public GroupCommits writes() {
                return new RememberedWrites();
            }

            @Override
            public int maxRescues() {
                return 3;
            }

            @Override
            public RetryPolicies retryPolicies() {
                return new RetryPolicies();
            }
        };
        claimed.measure();
    }

    private static Claim claim(int number) {
        ManagedProcess process = ManagedProcess.named("test").step("a", StepSpec.ofType("merge", Map.of())).build();
        return new Claim("pid-" + number, 1, process, 0, 1, JsonValue.EMPTY_JSON_OBJECT, true, 0, Duration.ofSeconds(60), 0, History.NONE);
    }

    @Test
    void whateverNumberOfJobsIsRefusedEachProcessIsHandedBackOnce() throws SQLException {
        IntStream.range(0, MANY).forEach(number -> claimed.startSoon(claimed.add(claim(number))));

        claimed.startWaiting();

        assertEquals(MANY, written.stream().filter(advance -> advance.state() == ProcessState.QUEUED).map(advance -> advance.claim().pid()).distinct().count());
        assertEquals(MANY, written.size());
        assertEquals(0, claimed.running.size());
    }

    @Test
    void onlyThoseAreStartedThatTheDatabaseKnows() throws SQLException {
        DurableClaims known = new DurableClaims();
        known.ids.add(claim(2).id());
        claimed.queue = known;
        IntStream.range(0, 5).forEach(number -> claimed.startWhenDurable(claimed.add(claim(number))));

        claimed.startWaiting();

        assertEquals(List.of("pid-2"), written.stream().map(advance -> advance.claim().pid()).toList());
        assertEquals(0, claimed.running.size());
    }

    @Test
    void whileTheDatabaseDoesNotTellTheyWaitAndAreHandedBackWhenTheNodeStops() throws SQLException {
        DurableClaims away = new DurableClaims();
        away.failure = new SQLException("away");
        claimed.queue = away;
        claimed.startWhenDurable(claimed.add(claim(1)));

        assertThrows(SQLException.class, claimed::startWaiting);
        assertEquals(1, claimed.running.size());
        claimed.handBackAll(() -> { });

        assertEquals(List.of(ProcessState.QUEUED), written.stream().map(Advance::state).toList());
        assertEquals(0, claimed.running.size());
    }
}
