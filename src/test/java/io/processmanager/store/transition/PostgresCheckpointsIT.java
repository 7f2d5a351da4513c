package io.processmanager.store.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.Dialect;
import io.processmanager.database.OneSession;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.claim.OrphanedClaims;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.testing.PostgresServer;
import io.processmanager.view.ProcessState;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What PostgreSQL is sent as one statement for many processes, above all checkpoints. */
class PostgresCheckpointsIT {

    private static final String OUTPUT = "{\"quoted\":\"a, {b} \\\\ \\\"c\\\" ü\"}";
    private static final int ROWS = 20_000;

    private static PostgresServer postgres;
    private static OneSession database;

    @BeforeAll
    static void open() throws SQLException {
        postgres = PostgresServer.start("checkpoints");
        database = new OneSession(postgres.url(), postgres.user(), postgres.password());
        database.execute("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values ('r', 'here', 1, 'RUNNING', 8, 0, 0)");
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
        postgres.close();
    }

    private static List<Claim> claim(int count) throws SQLException {
        queue(count);
        return new Claims(database, new UncommittedChanges(), new RestrictedQueues(database)).claim("r", count);
    }

    private static void queue(int count) throws SQLException {
        database.execute(String.format(Locale.ROOT, """
                insert into process (pid, name, state, fence, revision, specification, data, step_count, step_index, attempt, percent, step_name, timeout_ms,
                    spent_ms, rescues, created_at, due_at)
                select md5(random()::text || n), 'test', 'QUEUED', 0, 0, '{"steps":{"a":{"type":"x"},"b":{"type":"x"},"c":{"type":"x"}}}', '{}', 3, 0, 1, 0, 'a', 60000, 0, 0, 0, 0
                from generate_series(1, %d) n""", count));
    }

    private static Advance checkpoint(Claim claim, ProcessState state, int next, Optional<String> nextName) {
        return new Advance(claim, 0, state, next, nextName, 1, 0, Optional.of(new CompletedStep(0, 1, 1, 11, 12, "said, {this}", OUTPUT, 0)), Duration.ofMinutes(5), Optional.empty(),
                List.of());
    }

    private static Advance checkpoint(Claim claim) {
        return checkpoint(claim, ProcessState.RUNNING, 1, Optional.of("b"));
    }

    private static List<Result> write(List<Advance> advances) throws SQLException {
        return database.autoCommitted(connection -> new GroupCommitStatements(connection, Dialect.POSTGRESQL, true).write(List.copyOf(advances)));
    }

    private static String text(String what, Claim claim) throws SQLException {
        return database.query("select " + what + " from process p left join process_step s on s.pid = p.pid where p.pid = ?", claim.pid()).get(0);
    }

    @Test
    void eachAnswersForItself() throws SQLException {
        List<Claim> claims = claim(8);
        Claim stale = claims.get(1);
        database.execute("update process set fence = fence + 1 where pid = '" + stale.pid() + "'");
        Claim cancelled = claims.get(2);
        Claim ended = claims.get(3);
        database.execute("update process set cancel_requested_at = 1 where pid in ('" + cancelled.pid() + "', '" + ended.pid() + "')");
        Claim elsewhere = claims.get(4);
        database.execute("update process set step_index = 2 where pid = '" + elsewhere.pid() + "'");
        Claim earlier = new Claim(claims.get(0).pid(), 0, claims.get(0).process(), 0, 1, claims.get(0).input(), true, 0, Duration.ZERO, 0, History.NONE);

        List<Result> results = write(List.of(checkpoint(claims.get(0)), checkpoint(earlier), checkpoint(stale), checkpoint(cancelled),
                checkpoint(ended, ProcessState.CANCELLED, 1, Optional.of("b")), checkpoint(elsewhere), checkpoint(claims.get(5), ProcessState.FINISHED, 1, Optional.empty()),
                checkpoint(claims.get(6), ProcessState.QUEUED, 1, Optional.of("b")), checkpoint(claims.get(7), ProcessState.INTERRUPTED, 1, Optional.of("a"))));

        assertEquals(List.of(Result.APPLIED, Result.STALE, Result.STALE, Result.CANCEL_REQUESTED, Result.APPLIED, Result.STALE, Result.APPLIED, Result.APPLIED, Result.APPLIED),
                results);
        assertEquals("RUNNING 1 b r f", text("concat_ws(' ', p.state, p.step_index, step_name, p.runner_id, p.finished_at is not null)", claims.get(0)));
        assertEquals("11 12 said, {this} " + OUTPUT, text("concat_ws(' ', s.started_at, s.finished_at, s.message, s.output_json)", claims.get(0)));
        assertEquals(String.valueOf(OUTPUT.getBytes(StandardCharsets.UTF_8).length), text("s.output_bytes", claims.get(0)));
        assertEquals("RUNNING 0 a r none", text("concat_ws(' ', p.state, p.step_index, step_name, p.runner_id, coalesce(s.output_json, 'none'))", stale));
        assertEquals("RUNNING 0 a r none", text("concat_ws(' ', p.state, p.step_index, step_name, p.runner_id, coalesce(s.output_json, 'none'))", cancelled));
        assertEquals("CANCELLED 1 b t", text("concat_ws(' ', p.state, p.step_index, step_name, p.runner_id, p.finished_at is not null)", ended));
        assertEquals("FINISHED 1 t", text("concat_ws(' ', p.state, p.step_index, step_name, p.runner_id, p.finished_at is not null)", claims.get(5)));
        assertEquals("QUEUED 1 b t", text("concat_ws(' ', p.state, p.step_index, step_name, p.runner_id, due_at - now_millis() between 200000 and 300000)", claims.get(6)));
        assertEquals("INTERRUPTED 1 a f", text("concat_ws(' ', p.state, p.step_index, step_name, p.runner_id, p.finished_at is not null)", claims.get(7)));
    }

    /** What was prepared while the table was small must not read all of it when it is large. */
    @Test
    void theyReadWhatTheyWrite() throws SQLException {
        database.execute("set plan_cache_mode = force_generic_plan");
        database.autoCommitted(connection -> {
            Dialect.POSTGRESQL.beginGroupCommits(connection);
            return null;
        });
        database.execute("analyze process");
        assertEquals(List.of(Result.APPLIED, Result.APPLIED), write(claim(2).stream().map(PostgresCheckpointsIT::checkpoint).toList()));
        queue(ROWS);
        List<Claim> claims = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database)).claim("r", 50);
        long before = database.read();

        List<Result> results = write(claims.stream().map(PostgresCheckpointsIT::checkpoint).toList());

        long read = database.read() - before;
        assertEquals(50, results.stream().filter(Result.APPLIED::equals).count());
        assertTrue(read <= 5 * 50, "they have read " + read + " rows");
        database.execute("reset plan_cache_mode");
        database.autoCommitted(connection -> {
            Dialect.POSTGRESQL.endGroupCommits(connection);
            return null;
        });
    }

    @Test
    void claimsThatNobodyExecutesAreEnded() throws SQLException {
        List<Claim> claims = claim(2);
        Claim cancelled = claims.get(1);
        database.execute("update process set cancel_requested_at = 1, step_started_at = claimed_at where pid = '" + cancelled.pid() + "'");

        assertEquals(2, new OrphanedClaims(database).handBack("another", claims.stream().map(claim -> new OrphanedClaims.Held(claim.pid(), claim.fence())).toList(), 3));

        assertEquals("QUEUED r 1 1 t", text("concat_ws(' ', p.state, p.runner_id, last_runner_id, p.rescues, p.times_rescued, p.finished_at is null)", claims.get(0)));
        assertEquals("CANCELLED r 0 0 f", text("concat_ws(' ', p.state, p.runner_id, last_runner_id, p.rescues, p.times_rescued, p.finished_at is null)", cancelled));
        assertEquals("1", text("(select count(*) from process_log l where l.pid = p.pid and l.step = 'a')", claims.get(0)));
    }

    /** More than one statement takes. */
    @Test
    void anyNumberIsWritten() throws SQLException {
        List<Advance> advances = new ArrayList<>(claim(450).stream().map(PostgresCheckpointsIT::checkpoint).toList());

        List<Result> results = write(advances);

        assertEquals(450, results.stream().filter(Result.APPLIED::equals).count());
    }
}
