package io.processmanager.store.advance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.database.KeptConnection;
import io.processmanager.database.SqlFailure;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.LogLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits together is committed together, and each row answers for itself. */
class GroupCommitsTest {

    private static final int BATCH = 100;
    private static final int STALE = 20;
    private static final int POISONED = 50;
    private static final int REPORTS = 20;

    private final AtomicInteger transactions = new AtomicInteger();
    private volatile boolean commitsInParallel;
    private final UncommittedChanges uncommitted = new UncommittedChanges();
    private final InMemoryDatabase database;
    private final AtomicLong mostCharactersInACommit = new AtomicLong();
    private final CountDownLatch logWriterGoesOn = new CountDownLatch(1);
    private volatile boolean logWriterHangs;
    private TestWriters writers;
    private List<Claim> claims;

    GroupCommitsTest() throws SQLException {
        database = new InMemoryDatabase() {
            @Override
            public boolean commitsInParallel() {
                return commitsInParallel;
            }

            @Override
            public KeptConnection keptConnection() {
                return new KeptConnection(this) {
                    @Override
                    public <T> T inTransaction(Work<T> work) throws SQLException {
                        transactions.incrementAndGet();
                        if (logWriterHangs && Thread.currentThread().getName().equals("process-manager-log-writer")) {
                            awaitQuietly(logWriterGoesOn);
                        }
                        return super.inTransaction(connection -> {
                            T result = work.in(connection);
                            mostCharactersInACommit.accumulateAndGet(charactersOfLines(connection), Math::max);
                            return result;
                        });
                    }
                };
            }
        };
    }

    @BeforeEach
    void open() throws SQLException {
        writers = new TestWriters(database, uncommitted, BATCH);
        claims = writers.claims;
        transactions.set(0);
    }

    @AfterEach
    void close() {
        logWriterGoesOn.countDown();
        writers.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that this commit adds; it is empty otherwise. */
    private static long charactersOfLines(Connection connection) throws SQLException {
        try (PreparedStatement sum = connection.prepareStatement("select coalesce(sum(length(line)), 0) from process_log");
                PreparedStatement delete = connection.prepareStatement("delete from process_log")) {
            try (ResultSet row = sum.executeQuery()) {
                row.next();
                long characters = row.getLong(1);
                delete.executeUpdate();
                return characters;
            }
        }
    }

    @Test
    void noCommitTakesMoreLinesAlongThanTheBound() throws Exception {
        int characters = 4 * 4_000;
        for (CompletableFuture<Result> result : writeTogether(TestWriters.lines(4, 4_000))) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }

        assertTrue(mostCharactersInACommit.get() < 65_536 + characters, () -> mostCharactersInACommit + " characters in one commit");
        assertEquals(Integer.toString(BATCH), database.text("select count(*) from process_step"));
    }

    @Test
    void checkpointsDoNotWaitForWhatStepsHaveToSay() throws Exception {
        logWriterHangs = true;
        CompletableFuture<Result> said = writers.writes.write(new Report(claims.get(0), 1, 10, null, List.of(TestWriters.lines(16, 4_000))));

        assertEquals(Result.APPLIED, writers.writeCheckpoint(claims.get(1)).get(30, TimeUnit.SECONDS));
        assertFalse(said.isDone());
        logWriterGoesOn.countDown();
        assertEquals(Result.APPLIED, said.get(30, TimeUnit.SECONDS));
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
                results.add(writers.writes.write(new Report(claim, 1, percent, null, List.of())));
            }
        }
        for (CompletableFuture<Result> result : results) {
            assertEquals(Result.APPLIED, result.get(30, TimeUnit.SECONDS));
        }

        assertEquals(Integer.toString(BATCH), database.text("select count(*) from process where percent = " + REPORTS));
    }

    /** The writer holds everything back while callers may have it locked, and has it all at once when they let it go. */
    private List<CompletableFuture<Result>> writeTogether(LogLine... lines) {
        claims.forEach(claim -> uncommitted.begin(claim.pid()));
        List<CompletableFuture<Result>> results = claims.stream().map(claim -> writers.writeCheckpoint(claim, lines)).toList();
        synchronized (uncommitted) {
            claims.forEach(claim -> uncommitted.end(claim.pid()));
        }
        return results;
    }
}
