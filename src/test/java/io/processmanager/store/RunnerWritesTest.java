package io.processmanager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ProcessState;
import io.processmanager.database.ThreadHealth;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import io.processmanager.store.RunnerWrite.Report;
import io.processmanager.store.RunnerWrite.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits together is committed together, and each row answers for itself. */
class RunnerWritesTest {

    private static final int BATCH = 100;
    private static final int STALE = 20;
    private static final int POISONED = 50;
    private static final int REPORTS = 20;

    private final AtomicInteger transactions = new AtomicInteger();
    private volatile boolean commitsInParallel;
    private final UncommittedChanges uncommitted = new UncommittedChanges();
    private final RunnerWrites writes = new RunnerWrites();
    private final InMemoryDatabase database;
    private List<Claim> claims;

    RunnerWritesTest() throws SQLException {
        database = new InMemoryDatabase() {
            @Override
            boolean commitsInParallel() {
                return commitsInParallel;
            }

            @Override
            Session session() {
                return new Session(this) {
                    @Override
                    <T> T inTransaction(Work<T> work) throws SQLException {
                        transactions.incrementAndGet();
                        return super.inTransaction(work);
                    }
                };
            }
        };
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
        writes.health = new ThreadHealth();
        writes.open();
        transactions.set(0);
    }

    @AfterEach
    void close() {
        writes.close();
    }

    @Test
    void whatWaitsTogetherIsCommittedTogether() throws Exception {
        for (CompletableFuture<Result> result : writeTogether()) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }

        // The writer may have gathered a part when they are let go.
        assertTrue(transactions.get() <= 2, () -> BATCH + " writes took " + transactions.get() + " commits");
        assertEquals(Integer.toString(BATCH), database.text("select count(*) from process_step"));
    }

    @Test
    void neitherAPoisonedRowNorAStaleOneDisturbsItsNeighbours() throws Exception {
        database.execute("insert into process_step (pid, step_index, attempt, started_at, finished_at, output_json) values (?, 0, 1, 0, 0, 'null')",
                claims.get(POISONED).pid());
        database.execute("update process set fence = fence + 1 where pid = ?", claims.get(STALE).pid());

        List<CompletableFuture<Result>> results = writeTogether();

        for (int i = 0; i < BATCH; i++) {
            CompletableFuture<Result> result = results.get(i);
            if (i == POISONED) {
                ExecutionException refused = assertThrows(ExecutionException.class, () -> result.get(30, TimeUnit.SECONDS));
                assertTrue(SqlFailure.in(refused).orElseThrow().isAboutTheData(), refused::toString);
            } else {
                assertEquals(i == STALE ? Result.STALE : Result.APPLIED, result.get(30, TimeUnit.SECONDS), "row " + i);
            }
        }
        assertEquals(Integer.toString(BATCH - 2), database.text("select count(*) from process where step_index = 1"));
    }

    @Test
    void whereCommitsAreMadeInParallelThoseOfOneProcessKeepTheirOrder() throws Exception {
        commitsInParallel = true;
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (Claim claim : claims) {
            for (int percent = 1; percent <= REPORTS; percent++) {
                results.add(writes.write(new Report(claim, 1, percent, null, List.of())));
            }
        }
        for (CompletableFuture<Result> result : results) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }

        assertEquals(Integer.toString(BATCH), database.text("select count(*) from process where percent = " + REPORTS));
    }

    /** The writer holds everything back while callers may have it locked, and has it all at once when they let it go. */
    private List<CompletableFuture<Result>> writeTogether() {
        claims.forEach(claim -> uncommitted.begin(claim.pid()));
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (Claim claim : claims) {
            results.add(writes.write(new Advance(claim, 0, ProcessState.RUNNING, 1, Optional.of("b"), 1, 0,
                    Optional.of(new CompletedStep(0, 1, 1, 2, null, "{}", 2)), Duration.ZERO, Optional.empty(), List.of())));
        }
        synchronized (uncommitted) {
            claims.forEach(claim -> uncommitted.end(claim.pid()));
        }
        return results;
    }
}
