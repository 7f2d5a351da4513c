package io.processmanager.store.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.UnknownOutcomeException;
import io.processmanager.database.Database;
import io.processmanager.database.InMemoryDatabase;
import io.processmanager.database.KeptConnection;
import io.processmanager.database.SqlFailure;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.store.PlainThreads;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.testing.Await;
import io.processmanager.testing.Injected;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is started at the same time is committed together, and each process answers for itself. */
@Timeout(60)
class StartGroupCommitTest {

    private static final int CALLERS = 100;
    private static final int POISONED = 50;
    /** The first commit is that of the first caller; the others have come together by then. */
    private static final int SECOND = 2;

    private final AtomicInteger commits = new AtomicInteger();
    private final CountDownLatch committing = new CountDownLatch(1);
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private final FullRunner runner = new FullRunner();
    private final StartGroupCommit starts = new StartGroupCommit();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final InMemoryDatabase database;
    private Set<Integer> broken = Set.of();
    private Set<Integer> unanswered = Set.of();
    private Set<Integer> outOfMemory = Set.of();
    private Set<Integer> outOfMemoryAfterCommit = Set.of();
    /** What is thrown instead of the commit and all that come after it. */
    private Throwable failure;
    private int failingFrom = Integer.MAX_VALUE;
    private volatile boolean away;

    StartGroupCommitTest() throws SQLException {
        database = new InMemoryDatabase() {
            @Override
            public KeptConnection keptConnection() {
                return new FailingSession(this);
            }
        };
    }

    private final class FailingSession extends KeptConnection {

        private FailingSession(Database database) {
            super(database);
        }

        @Override
        public DataSource dataSource() throws SQLException {
            if (away) {
                throw new SQLException("no connection", "08001");
            }
            return super.dataSource();
        }

        @Override
        public <T> T withConnection(Work<T> work) throws SQLException {
            return super.withConnection(connection -> {
                committing.countDown();
                awaitPermission();
                int number = commits.incrementAndGet();
                if (number >= failingFrom) {
                    throw StartGroupCommitTest.<RuntimeException>sneak(failure);
                }
                if (broken.contains(number)) {
                    throw new SQLNonTransientConnectionException("the connection is broken", "08006");
                }
                if (outOfMemory.contains(number)) {
                    throw new OutOfMemoryError("injected");
                }
                T result = work.in(connection);
                if (outOfMemoryAfterCommit.contains(number)) {
                    connection.commit();
                    throw new OutOfMemoryError("injected");
                }
                if (unanswered.contains(number)) {
                    throw new SQLNonTransientConnectionException("the answer is lost", "08006");
                }
                return result;
            });
        }

        private void awaitPermission() throws SQLException {
            try {
                mayCommit.await();
            } catch (InterruptedException closed) {
                throw new SQLException("the test is over", closed);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    /** It has no room, and counts what it is told of. */
    private static final class FullRunner implements LocalClaims {

        private final AtomicInteger told = new AtomicInteger();
        private volatile String toldOn;
        private volatile boolean fails;

        @Override
        public Reservation offer(int count, IntFunction<Claim> claims) {
            return new Reservation() {
                @Override
                public int count() {
                    return 0;
                }

                @Override
                public void keep(int count) {
                    // It has taken none.
                }

                @Override
                public String runnerId() {
                    return null;
                }

                @Override
                public void committed() {
                    // It has taken none.
                }

                @Override
                public void reportedCommitted() {
                    // Likewise.
                }

                @Override
                public void notCommitted() {
                    // Likewise.
                }
            };
        }

        @Override
        public void queued(Lane lane, long dueAt) {
            told.incrementAndGet();
            toldOn = Thread.currentThread().getName();
            if (fails) {
                throw new IllegalStateException("the server goes down");
            }
        }
    }

    @BeforeEach
    void open() {
        starts.database = database;
        starts.uncommitted = new UncommittedChanges();
        starts.changes = new ProcessChanges();
        starts.runner = runner;
        starts.threads = new PlainThreads();
        starts.health = new ThreadHealth();
        starts.open();
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        starts.close();
    }

    @Test
    void whatIsStartedTogetherIsCommittedTogether() throws Exception {
        for (Future<?> caller : startTogether(processes())) {
            caller.get();
        }

        assertEquals(2, commits.get(), "one for the first, and one for those that came meanwhile");
        assertEquals(2, runner.told.get());
        assertEquals(CALLERS, stored());
        assertEquals(0, starts.uncommitted.size());
    }

    @Test
    void aProcessThatTheDatabaseRefusesDoesNotDisturbTheOthers() throws Exception {
        List<ProcessEntity> processes = processes();
        Injected.into(processes.get(POISONED), "stepName", "x".repeat(101));

        List<Future<?>> results = startTogether(processes);

        for (int i = 0; i < CALLERS; i++) {
            Future<?> caller = results.get(i);
            if (i == POISONED) {
                PersistenceException refused = (PersistenceException) assertThrows(ExecutionException.class, caller::get).getCause();
                assertTrue(SqlFailure.in(refused).orElseThrow().isAboutTheData(), refused::toString);
            } else {
                caller.get();
            }
        }
        assertEquals(CALLERS - 1, stored());
        assertEquals(0, starts.uncommitted.size());
    }

    @Test
    void aConnectionThatWasClosedMeanwhileIsReplaced() throws Exception {
        broken = Set.of(SECOND);

        for (Future<?> caller : startTogether(processes())) {
            caller.get();
        }
        assertEquals(CALLERS, stored());
    }

    @Test
    void whatWasCommittedAlthoughTheAnswerWasLostIsNotRefused() throws Exception {
        unanswered = Set.of(SECOND);

        for (Future<?> caller : startTogether(processes())) {
            caller.get();
        }
        assertEquals(CALLERS, stored());
        assertEquals(CALLERS, runner.told.get(), "the first, and each of those whose fate was unknown");
    }

    @Test
    void everyCallerLearnsThatNobodyKnowsWhetherItWasCommitted() throws Exception {
        unanswered = Set.of(SECOND);
        broken = Set.of(SECOND + 1);
        List<ProcessEntity> processes = processes();

        List<Future<?>> results = startTogether(processes);

        results.get(0).get();
        for (int i = 1; i < CALLERS; i++) {
            Future<?> caller = results.get(i);
            UnknownOutcomeException unknown = (UnknownOutcomeException) assertThrows(ExecutionException.class, caller::get).getCause();
            assertEquals(processes.get(i).pid(), unknown.pid());
        }
        assertEquals(CALLERS, stored(), "they were");
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("of a pool"), new OutOfMemoryError("of a test"), new SQLException("is being shut down", "57P01"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatMayHaveBeenCommittedIsNotRefusedWhateverTheSecondAttemptThrows(Throwable thrown) throws Exception {
        failure = thrown;
        unanswered = Set.of(SECOND);
        failingFrom = SECOND + 1;

        List<Future<?>> results = startTogether(processes());

        results.get(0).get();
        for (Future<?> caller : results.subList(1, CALLERS)) {
            assertInstanceOf(UnknownOutcomeException.class, assertThrows(ExecutionException.class, caller::get).getCause());
        }
        assertEquals(CALLERS, stored(), "they were");
        failingFrom = Integer.MAX_VALUE;
        starts.insert(another());
    }

    @Test
    void memoryThatIsTooShortForAllMayDoForEach() throws Exception {
        outOfMemory = Set.of(SECOND);

        for (Future<?> caller : startTogether(processes())) {
            caller.get();
        }
        assertEquals(CALLERS, stored());
        assertEquals(0, starts.uncommitted.size());
        starts.insert(another());
    }

    @Test
    void whatWasCommittedBeforeMemoryRanOutIsNotRefused() throws Exception {
        outOfMemoryAfterCommit = Set.of(SECOND);

        for (Future<?> caller : startTogether(processes())) {
            caller.get();
        }
        assertEquals(CALLERS, stored());
    }

    @Test
    void theCallbacksOfOthersDoNotRunOnTheThreadThatStarts() throws Exception {
        mayCommit.countDown();
        starts.insert(another());

        assertEquals("process-manager-started", runner.toldOn);
    }

    @Test
    void aRunnerThatCannotBeToldKeepsNoCallerWaiting() throws Exception {
        runner.fails = true;

        for (Future<?> caller : startTogether(processes())) {
            caller.get();
        }
        assertEquals(CALLERS, stored());
    }

    private static ProcessEntity another() {
        ManagedProcess process = ManagedProcess.named("another").step("a", StepSpec.ofType("merge", Map.of())).build();
        return new ProcessEntity(Pids.next(CALLERS), StoredSpecification.of(process), Optional.empty(), CALLERS);
    }

    @Test
    void nothingWasQueuedWhileTheDatabaseIsAway() throws Exception {
        away = true;
        mayCommit.countDown();

        PersistenceException refused = assertThrows(PersistenceException.class, () -> starts.insert(processes().get(0)));

        assertEquals("Queueing a process failed: no connection", refused.getMessage());
        away = false;
        starts.insert(processes().get(1));
        assertEquals(1, stored());
    }

    @Test
    void nobodyKnowsWhatBecomesOfTheStartOfAnInterruptedCaller() {
        Thread.currentThread().interrupt();

        UnknownOutcomeException unknown = assertThrows(UnknownOutcomeException.class, () -> starts.insert(processes().get(0)));
        assertTrue(unknown.getMessage().contains("InterruptedException"), unknown.getMessage());
        assertTrue(Thread.interrupted());
        mayCommit.countDown();
    }

    @Test
    void nobodyWaitsForAStartThatWillNotBeMade() {
        mayCommit.countDown();
        starts.close();

        PersistenceException closed = assertThrows(PersistenceException.class, () -> starts.insert(processes().get(0)));
        assertTrue(closed.getMessage().contains("the deployment is going down"), closed.getMessage());
    }

    /** The first one is being committed while the others come. */
    private List<Future<?>> startTogether(List<ProcessEntity> processes) throws InterruptedException {
        List<Future<?>> results = new ArrayList<>();
        for (ProcessEntity process : processes) {
            results.add(callers.submit(() -> starts.insert(process)));
            committing.await();
        }
        Await.until("all callers to wait", Duration.ofSeconds(30), starts::waiting, number -> number == CALLERS - 1);
        mayCommit.countDown();
        return results;
    }

    private static List<ProcessEntity> processes() {
        List<ProcessEntity> processes = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            ManagedProcess process = ManagedProcess.named("test").step("a", StepSpec.ofType("merge", Map.of())).build();
            processes.add(new ProcessEntity(Pids.next(i), StoredSpecification.of(process), Optional.empty(), i));
        }
        return processes;
    }

    private int stored() throws SQLException {
        return Integer.parseInt(database.text("select count(*) from process where state = 'QUEUED'"));
    }
}
