package io.processmanager.store.advance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.database.KeptConnection;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite.Result;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever goes wrong in a writer of runners: it goes on, nothing in its hands is lost, and no process fails because of it. */
@Timeout(60)
class WriterFaultsTest {

    private static final int BATCH = 20;

    private final BlockingQueue<Supplier<Error>> faultsOfCommits = new LinkedBlockingQueue<>();
    private final AtomicInteger faultsOfRow = new AtomicInteger();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final InMemoryDatabase database;
    private volatile String cursedPid = "";
    private TestWriters writers;
    private List<Claim> claims;

    WriterFaultsTest() throws SQLException {
        database = new InMemoryDatabase() {
            @Override
            public KeptConnection keptConnection() {
                return new KeptConnection(this) {
                    @Override
                    public <T> T inTransaction(Work<T> work) throws SQLException {
                        Supplier<Error> fault = faultsOfCommits.poll();
                        if (fault != null) {
                            throw fault.get();
                        }
                        T result = super.inTransaction(connection -> work.in(cursed(connection)));
                        if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                            throw new SQLException("the connection broke after the commit", "08006");
                        }
                        return result;
                    }
                };
            }
        };
    }

    private Connection cursed(Connection connection) {
        return proxy(Connection.class, connection);
    }

    /** Passes everything on, but throws where the cursed process is written about. */
    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("setString") && arguments[1] != null && arguments[1].equals(cursedPid) && faultsOfRow.getAndDecrement() > 0) {
                throw new IllegalStateException("a fault of the driver");
            }
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof PreparedStatement statement ? proxy(PreparedStatement.class, statement) : result;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }));
    }

    @BeforeEach
    void open() throws SQLException {
        writers = new TestWriters(database, new UncommittedChanges(), BATCH);
        claims = writers.claims;
    }

    @AfterEach
    void close() {
        writers.close();
    }

    private void assertAllApplied(List<CompletableFuture<Result>> results) throws Exception {
        for (CompletableFuture<Result> result : results) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }
        assertEquals(Integer.toString(BATCH), database.text("select count(*) from process_step"));
        assertEquals(Optional.empty(), writers.health.trouble());
    }

    @Test
    void memoryThatRunsOutWhileOutputsArePutTogetherLosesNothing() throws Exception {
        for (int i = 0; i < BATCH / 2; i++) {
            faultsOfCommits.add(() -> new OutOfMemoryError("injected"));
        }

        assertAllApplied(claims.stream().map(writers::writeCheckpoint).toList());
    }

    @Test
    void aFaultThatIsNotAboutTheDataOfARowIsNoRefusal() throws Exception {
        cursedPid = claims.get(1).pid();
        faultsOfRow.set(5);

        assertAllApplied(claims.stream().map(writers::writeCheckpoint).toList());
    }

    @Test
    void aRowThatCannotBeWrittenForNowDoesNotHoldUpTheOthers() throws Exception {
        cursedPid = claims.get(0).pid();
        faultsOfRow.set(Integer.MAX_VALUE);

        List<CompletableFuture<Result>> results = new ArrayList<>(claims.stream().map(writers::writeCheckpoint).toList());
        CompletableFuture<Result> cursed = results.remove(0);
        for (CompletableFuture<Result> result : results) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }
        assertFalse(cursed.isDone());

        faultsOfRow.set(0);
        assertEquals(Result.APPLIED, cursed.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aLookAtLocksThatFailsUnexpectedlyIsRepeated() throws Exception {
        AtomicInteger faults = new AtomicInteger(3);
        UncommittedChanges failing = new UncommittedChanges() {
            @Override
            public synchronized java.util.Set<String> beginWriting(java.util.Collection<String> pids) {
                if (faults.getAndDecrement() > 0) {
                    throw new IllegalStateException("injected");
                }
                return super.beginWriting(pids);
            }
        };
        try (TestWriters others = new TestWriters(database, failing, 1)) {
            assertEquals(Result.APPLIED, others.writeCheckpoint(others.claims.get(0)).get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void linesOfReportsWhoseCommitIsNotAnsweredAreStoredOnce() throws Exception {
        answersToLose.set(4);
        List<CompletableFuture<Result>> results = claims.stream().map(claim -> writers.writes.write(new Report(claim, 1, 10, null, List.of(TestWriters.lines(3, 80))))).toList();
        for (CompletableFuture<Result> result : results) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }
        assertEquals(0, answersToLose.get());
        assertEquals(Integer.toString(3 * BATCH), database.text("select count(*) from process_log"));
    }

    @Test
    void linesOfACheckpointWhoseCommitIsNotAnsweredAreStoredOnce() throws Exception {
        answersToLose.set(2);
        assertAllApplied(claims.stream().map(claim -> writers.writeCheckpoint(claim, TestWriters.lines(3, 80))).toList());
        assertEquals(Integer.toString(3 * BATCH), database.text("select count(*) from process_log"));
    }

    @Test
    void aCallbackThatBlocksOrThrowsDoesNotKeepTheWriterFromWriting() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        writers.writes.changes.subscribe(claims.get(0).pid(), () -> {
            blocked.countDown();
            awaitQuietly(release);
            throw new IllegalStateException("a follower's fault");
        });
        writers.writeCheckpoint(claims.get(0));
        blocked.await();

        List<CompletableFuture<Result>> results = claims.subList(1, BATCH).stream().map(writers::writeCheckpoint).toList();
        io.processmanager.testing.Await.until("the others to be written", Duration.ofSeconds(30),
                () -> database.text("select count(*) from process_step"), Integer.toString(BATCH)::equals);
        release.countDown();
        for (CompletableFuture<Result> result : results) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
