package io.processmanager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.processmanager.ProcessState;
import io.processmanager.database.ThreadHealth;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import io.processmanager.store.RunnerWrite.Result;
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
    private final UncommittedChanges uncommitted = new UncommittedChanges();
    private final ThreadHealth health = new ThreadHealth();
    private final RunnerWrites writes = new RunnerWrites();
    private final InMemoryDatabase database;
    private volatile String cursedPid = "";
    private List<Claim> claims;

    WriterFaultsTest() throws SQLException {
        database = new InMemoryDatabase() {
            @Override
            Session session() {
                return new Session(this) {
                    @Override
                    <T> T inTransaction(Work<T> work) throws SQLException {
                        Supplier<Error> fault = faultsOfCommits.poll();
                        if (fault != null) {
                            throw fault.get();
                        }
                        return super.inTransaction(connection -> work.in(cursed(connection)));
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
        for (int i = 0; i < BATCH; i++) {
            database.queue(Pids.next(i));
        }
        claims = new Claims(database, uncommitted).claim("runner", BATCH);
        writes.database = database;
        writes.uncommitted = uncommitted;
        writes.changes = new ProcessChanges();
        writes.threads = new PlainThreads();
        writes.health = health;
        writes.open();
    }

    @AfterEach
    void close() {
        writes.close();
    }

    private CompletableFuture<Result> write(Claim claim) {
        return writes.write(new Advance(claim, 0, ProcessState.RUNNING, 1, Optional.of("b"), 1, 0,
                Optional.of(new CompletedStep(0, 1, 1, 2, null, "{}", 2)), Duration.ZERO, Optional.empty(), List.of()));
    }

    private void assertAllApplied(List<CompletableFuture<Result>> results) throws Exception {
        for (CompletableFuture<Result> result : results) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }
        assertEquals(Integer.toString(BATCH), database.text("select count(*) from process_step"));
        assertEquals(Optional.empty(), health.trouble());
    }

    @Test
    void memoryThatRunsOutWhileOutputsArePutTogetherLosesNothing() throws Exception {
        for (int i = 0; i < BATCH / 2; i++) {
            faultsOfCommits.add(() -> new OutOfMemoryError("injected"));
        }

        assertAllApplied(claims.stream().map(this::write).toList());
    }

    @Test
    void aFaultThatIsNotAboutTheDataOfARowIsNoRefusal() throws Exception {
        cursedPid = claims.get(1).pid();
        faultsOfRow.set(5);

        assertAllApplied(claims.stream().map(this::write).toList());
    }

    @Test
    void aRowThatCannotBeWrittenForNowDoesNotHoldUpTheOthers() throws Exception {
        cursedPid = claims.get(0).pid();
        faultsOfRow.set(Integer.MAX_VALUE);

        List<CompletableFuture<Result>> results = new ArrayList<>(claims.stream().map(this::write).toList());
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
            synchronized java.util.Set<String> beginWriting(java.util.Collection<String> pids) {
                if (faults.getAndDecrement() > 0) {
                    throw new IllegalStateException("injected");
                }
                return super.beginWriting(pids);
            }
        };
        writes.close();
        RunnerWrites others = new RunnerWrites();
        others.database = database;
        others.uncommitted = failing;
        others.changes = new ProcessChanges();
        others.threads = new PlainThreads();
        others.health = health;
        others.open();

        CompletableFuture<Result> result = others.write(new Advance(claims.get(0), 0, ProcessState.RUNNING, 1, Optional.of("b"), 1, 0, Optional.empty(), Duration.ZERO,
                Optional.empty(), List.of()));
        assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        others.close();
    }

    @Test
    void aCallbackThatBlocksOrThrowsDoesNotKeepTheWriterFromWriting() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        writes.changes.subscribe(claims.get(0).pid(), () -> {
            blocked.countDown();
            awaitQuietly(release);
            throw new IllegalStateException("a follower's fault");
        });
        write(claims.get(0));
        blocked.await();

        List<CompletableFuture<Result>> results = claims.subList(1, BATCH).stream().map(this::write).toList();
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
