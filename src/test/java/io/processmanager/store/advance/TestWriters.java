package io.processmanager.store.advance;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.database.Outage;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.store.PlainThreads;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The writers of a runner at work, and processes that it has claimed. */
public final class TestWriters implements AutoCloseable {

    final InMemoryDatabase database;
    final UncommittedChanges uncommitted;
    final ThreadHealth health = new ThreadHealth();
    public final GroupCommits writes = new GroupCommits();
    public final List<Claim> claims;

    /**
     * @param database to write to
     * @param uncommitted what callers may have locked
     * @param processes how many to queue and claim
     */
    public TestWriters(InMemoryDatabase database, UncommittedChanges uncommitted, int processes) throws SQLException {
        this.database = database;
        this.uncommitted = uncommitted;
        for (int i = 0; i < processes; i++) {
            database.queue(Pids.next(i));
        }
        claims = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database)).claim("runner", processes);
        writes.database = database;
        writes.uncommitted = uncommitted;
        writes.changes = new ProcessChanges();
        writes.threads = new PlainThreads();
        writes.health = health;
        writes.outage = new Outage();
        writes.open();
    }

    /** The checkpoint of the first step. */
    public CompletableFuture<Result> writeCheckpoint(Claim claim, LogLine... lines) {
        return writes.write(new Advance(claim, 0, ProcessState.RUNNING, 1, Optional.of("b"), 1, 0,
                Optional.of(new CompletedStep(0, 1, 1, 1, 2, null, "{}", 2)), Duration.ZERO, Optional.empty(), List.of(lines)));
    }

    public static LogLine[] lines(int count, int characters) {
        return IntStream.range(0, count).mapToObj(i -> new LogLine(Instant.EPOCH, "a", 1, LogLine.Stream.OUT, "x".repeat(characters))).toArray(LogLine[]::new);
    }

    @Override
    public void close() {
        writes.close();
    }
}
