package io.processmanager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.Dialect;
import io.processmanager.database.OneSession;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.claim.ClaimInsight;
import io.processmanager.store.entity.Claim.History;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.limit.LimitedClaim;
import io.processmanager.store.limit.QueueLookups;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.store.lookup.RunnerNodes;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.queue.Turn;
import io.processmanager.store.queue.Turn.Start;
import io.processmanager.store.search.IndexedSearch;
import io.processmanager.store.search.ProcessCounting;
import io.processmanager.store.search.ProcessList;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.testing.Injected;
import io.processmanager.testing.PostgresServer;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What takes little time with few processes takes no more with many that have ended. Not the time is measured here, but what is read of the table on
 * PostgreSQL, by plans made for the parameters and by those made without knowing them, which the database may change to.
 */
class LongHistoryIT {

    private static final int ROWS = 100_000;
    private static final int PAGE = 50;
    private static final int HELD = 300;

    /** The longest answer jumps as often as it may, looks at the newest processes one by one, asks whether there are more, and finds a thousand by their names. */
    private static final int MOST_READ = 2 * IndexedSearch.NEWEST + IndexedSearch.MOST_RUNS + 1_000;

    private static final String RUNNER = "r";

    /** What is claimed and has not begun is queued, as far as anybody else is concerned. */
    private static final String SHOWN = "(case when state = 'RUNNING' and step_started_at is null then 'QUEUED' else state end)";

    /** Statistics from when every process had ended. */
    private static final String ALL_FINISHED = """
            select pg_restore_attribute_stats('schemaname', 'public', 'relname', 'process', 'attname', 'state', 'inherited', false, 'null_frac', 0::real, 'avg_width', 9,
                'n_distinct', 1::real, 'most_common_vals', '{FINISHED}'::text, 'most_common_freqs', '{1.0}'::real[])
            """;

    private static PostgresServer postgres;
    private static OneSession database;

    /** Two in five have a name of their own. Of the others, few have timed out, long ago, and "always good" has never failed. */
    private static final String HISTORY = String.format(Locale.ROOT, """
            insert into process (pid, name, state, fence, revision, specification, step_count, step_index, attempt, percent, timeout_ms, spent_ms, rescues,
                created_at, due_at, started_at, claimed_at, step_started_at, finished_at, failed_runs)
            select lpad(to_hex(g.created_at), 12, '0') || substr(md5(g.n::text), 1, 20), g.name, case when g.name = 'always good' then 'FINISHED'
                when g.n < 1000 and g.n %% 50 = 3 then 'TIMED_OUT' when g.n %% 10 = 4 then 'FAILED' else 'FINISHED' end,
                1, 3, '{"steps":{"a":{"type":"merge"}}}', 1, 1, 1, 0, 60000, 5, 0, g.created_at, g.created_at, g.created_at, g.created_at, g.created_at, g.created_at + 9,
                case when g.name <> 'always good' and (g.n %% 10 = 4 or g.n < 1000 and g.n %% 50 = 3) then 1 + g.n %% 3 else 0 end
            from (select n, 1763000000000 + n * 100 as created_at, case when n %% 5 < 2 then 'Order ' || n
                else (array['import', 'Import', 'always good', 'Résumé', '100%%_of!', 'a1b', 'sync'])[1 + n %% 7] end as name from generate_series(1, %d) n) g
            """, ROWS);

    @BeforeAll
    static void makeHistory() throws SQLException {
        postgres = PostgresServer.start("long-history");
        database = new OneSession(postgres.url(), postgres.user(), postgres.password());
        // A parallel worker would count in its own session.
        database.execute("set max_parallel_workers_per_gather = 0");
        database.execute(HISTORY);
        database.execute("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values ('r', 'here', 1, 'RUNNING', 8, 0, 0)");
        database.execute("""
                insert into process (pid, name, state, fence, revision, specification, data, step_count, step_index, attempt, percent, timeout_ms, spent_ms, rescues,
                    created_at, due_at)
                select lpad(to_hex(1793000000000 + n), 12, '0') || substr(md5(n::text), 1, 20), 'import', 'QUEUED', 0, 0, '{"steps":{"a":{"type":"merge"}}}', '{}', 1, 0, 1, 0,
                    60000, 0, 0, 1763000000000, 1763000000000 from generate_series(1, 100) n""");
        // Of those that the runner holds, every other one has begun.
        database.execute(String.format(Locale.ROOT, """
                insert into process (pid, name, state, fence, revision, runner_id, specification, data, step_count, step_index, attempt, percent, timeout_ms, spent_ms, rescues,
                    created_at, due_at, started_at, claimed_at, step_started_at)
                select lpad(to_hex(1763000000000 + n * 1000), 12, '0') || substr(md5(n::text), 1, 19) || 'a', case when n %% 3 = 0 then 'import' else 'Order r' || n end, 'RUNNING', 1, 1, 'r',
                    '{"steps":{"a":{"type":"merge"}}}', '{}', 1, 0, 1, 0, 60000, 0, 0, 1763000000000, 1763000000000, case when n %% 2 = 0 then 1763000000000 end, 1763000000000,
                    case when n %% 2 = 0 then 1763000000000 end from generate_series(1, %d) n""", HELD));
        database.execute("vacuum analyze process");
    }

    @AfterAll
    static void stop() throws SQLException {
        database.close();
        postgres.close();
    }

    @ParameterizedTest(name = "state {0}, name {1}, beginning with {2}")
    @CsvSource(nullValues = "any", value = {
            "any,         any,         any",
            "FAILED,      any,         any",
            "TIMED_OUT,   any,         any",
            "RUNNING,     any,         any",
            "QUEUED,      any,         any",
            "QUEUED,      import,      any",
            "RUNNING,     import,      any",
            "QUEUED,      any,         imp",
            "QUEUED,      any,         019a7b",
            "RUNNING,     any,         order",
            "any,         import,      any",
            "any,         IMPORT,      any",
            "any,         nothing,     any",
            "any,         Order 5,     any",
            "FAILED,      always good, any",
            "TIMED_OUT,   import,      any",
            "any,         any,         imp",
            "any,         any,         IMPORT",
            "FAILED,      any,         imp",
            "TIMED_OUT,   any,         imp",
            "TIMED_OUT,   any,         always",
            "RUNNING,     any,         imp",
            "any,         any,         RÉS",
            "any,         any,         100%_of!",
            "any,         any,         100__of",
            "any,         any,         zzz",
            "any,         any,         0",
            "any,         any,         019a7b",
            "any,         any,         019A7B",
            "FAILED,      any,         019a7b",
            "TIMED_OUT,   any,         019a7b",
            "any,         any,         a",
            "any,         any,         a1b",
            "any,         any,         order",
            "FAILED,      any,         order",
            "TIMED_OUT,   any,         order",
            "QUEUED,      any,         order",
            "any,         any,         order 777",
            "any,         any,         order 77777",
            "any,         import,      IMP",
            "any,         import,      zzz",
            "any,         import,      019a7b",
            "TIMED_OUT,   import,      019a7b"})
    void listReadsLittleForEveryPage(ProcessState state, String name, String text) throws SQLException {
        listReadsLittleForEveryPage(ProcessQuery.ALL.withState(state).withName(name).withText(text));
    }

    @ParameterizedTest(name = "state {0}")
    @CsvSource(nullValues = "any", value = {"any", "FAILED", "TIMED_OUT", "FINISHED", "QUEUED", "RUNNING"})
    void listOfThoseWithFailedRunsReadsLittleForEveryPage(ProcessState state) throws SQLException {
        listReadsLittleForEveryPage(ProcessQuery.ALL.withState(state).withFailedRuns(true));
    }

    private static void listReadsLittleForEveryPage(ProcessQuery all) throws SQLException {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            database.execute("set plan_cache_mode = " + mode);
            for (Optional<String> after : List.of(Optional.<String>empty(), Optional.of(pidAt(ROWS / 2)), Optional.of(pidAt(ROWS - 100)))) {
                ProcessQuery query = all.withLimit(PAGE).withAfter(after.orElse(null));
                List<String> expected = matching(query);
                long before = database.read();
                ProcessPage page = list(query);
                long read = database.read() - before;

                assertEquals(expected.subList(0, Math.min(PAGE, expected.size())), page.items().stream().map(ProcessInfo::pid).toList(), query + " " + mode);
                assertEquals(expected.size() > PAGE, page.next().isPresent(), query + " " + mode);
                assertTrue(read <= MOST_READ, query + " has read " + read + " rows, " + mode);
            }
        }
    }

    private static String pidAt(int offset) throws SQLException {
        return database.query("select pid from process order by pid desc offset ? limit 1", offset).get(0);
    }

    /** All that match, found the slow way. */
    private static List<String> matching(ProcessQuery query) throws SQLException {
        return database.query(String.format(Locale.ROOT, """
                select pid from process where %1$s = coalesce(?::varchar, %1$s) and name = coalesce(?::varchar, name)
                    and (starts_with(fold_case(name), fold_case(?)) or starts_with(pid, lower(?))) and pid < ? %2$s order by pid desc""", SHOWN,
                query.failedRuns() ? "and failed_runs > 0" : ""),
                query.state().map(ProcessState::name).orElse(null), query.name().orElse(null), query.text().orElse(""), query.text().orElse(""), query.after().orElse("g"));
    }

    private static ProcessPage list(ProcessQuery query) {
        ProcessList list = new ProcessList();
        Injected.into(list, "newProcesses", new NothingNew());
        Injected.into(list, "database", database);
        RunnerNodes nodes = new RunnerNodes();
        Injected.into(list, "nodes", nodes);
        try (EntityManager entities = database.entities()) {
            Injected.into(list, "entities", entities);
            Injected.into(nodes, "entities", entities);
            return list.page(query);
        }
    }

    @Test
    void lookUpsReadNoMoreThanTheyShow() throws SQLException {
        ProcessLookups lookups = new ProcessLookups();
        Injected.into(lookups, "newProcesses", new NothingNew());
        String pid = pidAt(ROWS / 2);
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            database.execute("set plan_cache_mode = " + mode);
            long before = database.read();
            try (EntityManager entities = database.entities()) {
                Injected.into(lookups, "entities", entities);
                lookups.log(pid, null, 10);
                lookups.revisions(List.of(pid, "none"));
                lookups.runners();
            }
            long read = database.read() - before;
            assertTrue(read <= 10 + HELD, "they have read " + read + " rows, " + mode);
        }
    }

    @Test
    void countsReadAsManyOfEachStateAsTheyCount() throws SQLException {
        ProcessCounting counting = new ProcessCounting();
        Injected.into(counting, "newProcesses", new NothingNew());
        Injected.into(counting, "database", database);
        QueueLookups queues = new QueueLookups();
        Injected.into(queues, "database", database);
        Injected.into(counting, "queues", queues);
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            database.execute("set plan_cache_mode = " + mode);
            try (EntityManager entities = database.entities()) {
                Injected.into(counting, "entities", entities);
                Injected.into(queues, "entities", entities);
                long before = database.read();
                ProcessCounts counts = counting.counts();
                long read = database.read() - before;

                assertEquals(Set.of(ProcessState.FINISHED), counts.estimated(), mode);
                for (ProcessState state : ProcessState.values()) {
                    long number = Long.parseLong(database.query("select count(*) from process where " + SHOWN + " = ?", state.name()).get(0));
                    assertEquals(number, counts.byState().get(state), state == ProcessState.FINISHED ? number / 20.0 : 0.5, state + " " + mode);
                }
                assertTrue(read <= 2 * (ProcessCounting.MOST_COUNTED + 1), "they have read " + read + " rows, " + mode);
            }
        }
    }

    private interface Reading {
        void check(String circumstances) throws SQLException;
    }

    /** Whatever the statistics say of the queue, of now, of when nothing was queued, and none, by plans of both kinds. */
    private static void underAnyPlan(Reading reading) throws SQLException {
        for (String freshness : List.of("analyze process", ALL_FINISHED, "delete from pg_statistic where starelid = 'process'::regclass")) {
            database.execute(freshness);
            for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
                database.execute("discard plans");
                database.execute("set plan_cache_mode = " + mode);
                reading.check(mode + ", " + freshness);
            }
        }
    }

    /** However long the queue is, and whatever the statistics say of it. */
    @Test
    void claimReadsWhatItClaims() throws SQLException {
        database.execute("update process set state = 'QUEUED', runner_id = null, finished_at = null where pid > (select pid from process order by pid offset 50000 limit 1) and state = 'FINISHED'");
        try {
            underAnyPlan(circumstances -> {
                long before = database.read();
                try (Connection connection = database.dataSource().getConnection()) {
                    connection.setAutoCommit(false);
                    assertEquals(7, ClaimInsight.claimOnPostgres(connection, RUNNER, List.of(Lane.DEFAULT), 7));
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                long read = database.read() - before;
                assertTrue(read <= 5 * 7, "it has read " + read + " rows, " + circumstances);
            });
        } finally {
            database.execute("update process set state = 'FINISHED', finished_at = created_at + 9 where state = 'QUEUED' and due_at = created_at and due_at > 1763000000000");
            database.execute("vacuum analyze process");
        }
    }

    /** Neither what is not due yet nor other queues are read on the way, however many there are. */
    @Test
    void claimOfSeveralLanesReadsWhatItClaims() throws SQLException {
        database.execute("update process set state = 'QUEUED', runner_id = null, finished_at = null, queue = 'imports', priority = case when substr(pid, 13, 1) < '8' then 9 else 2 end,"
                + " due_at = case when substr(pid, 13, 1) < '8' then 9000000000000 else created_at end"
                + " where pid > (select pid from process order by pid offset 50000 limit 1) and state = 'FINISHED'");
        List<Lane> lanes = List.of(Lane.DEFAULT, new Lane("imports", 9), new Lane("imports", 2));
        try {
            underAnyPlan(circumstances -> {
                long before = database.read();
                try (Connection connection = database.dataSource().getConnection()) {
                    assertEquals(Set.copyOf(lanes), Set.copyOf(ClaimInsight.lanesOnPostgres(connection)));
                    assertTrue(database.read() - before <= 4, "the lanes have read " + (database.read() - before) + " rows, " + circumstances);
                    connection.setAutoCommit(false);
                    assertEquals(120, ClaimInsight.claimOnPostgres(connection, RUNNER, lanes, 120), "100 are in the default queue");
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                long read = database.read() - before;
                assertTrue(read <= 5 * 120, "it has read " + read + " rows, " + circumstances);
            });
        } finally {
            database.execute("update process set state = 'FINISHED', queue = 'default', priority = 4, due_at = created_at, finished_at = created_at + 9 where queue = 'imports'");
            database.execute("vacuum analyze process");
        }
    }

    /** As many are looked at as may be passed over for their keys, and as many as hold places. */
    @Test
    void claimWithinLimitsReadsWhatItLooksAt() throws SQLException {
        database.execute("update process set state = 'QUEUED', runner_id = null, finished_at = null, queue = 'limited', concurrency_key = 'k' || substr(pid, 13, 2)"
                + " where pid > (select pid from process order by pid offset 50000 limit 1) and state = 'FINISHED'");
        database.execute("insert into queue (name, max_concurrent, max_concurrent_per_key, rate_count, rate_period_ms, paused, window_started_at, window_count)"
                + " values ('limited', 20, 3, 1000000, 1000, 0, 0, 0)");
        LimitedClaim claims = LimitedClaim.of(Dialect.POSTGRESQL, new UncommittedChanges());
        Turn turn = new Turn("limited", List.of(new Start(new Lane("limited", 4), 0)));
        try {
            underAnyPlan(circumstances -> {
                long before = database.read();
                assertEquals(7, claims.claim(database, RUNNER, turn, 7).rows().size());
                long read = database.read() - before;
                assertTrue(read <= 7 * 7 + LimitedClaim.LOOK_AHEAD, "it has read " + read + " rows, " + circumstances);
                database.execute("update process set state = 'INTERRUPTED', runner_id = null where queue = 'limited' and state = 'RUNNING'");
                database.execute("vacuum process");
            });
        } finally {
            database.execute("update process set state = 'FINISHED', queue = 'default', concurrency_key = null, place = null, due_at = created_at, finished_at = created_at + 9"
                    + " where queue = 'limited'");
            database.execute("delete from queue");
            database.execute("vacuum analyze process");
        }
    }

    /** Also by statistics from when nothing was running. */
    @Test
    void durableClaimsAreLookedForByTheirPids() throws SQLException {
        List<Claim> asked = database.query("select pid from process where state = 'RUNNING' order by pid limit 30").stream()
                .map(pid -> new Claim(pid, 1, null, 0, 1, null, true, 0, Duration.ZERO, 0, History.NONE)).toList();
        Claims claims = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database));
        try {
            for (String freshness : List.of("analyze process", ALL_FINISHED)) {
                database.execute(freshness);
                for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
                    database.execute("set plan_cache_mode = " + mode);
                    long before = database.read();
                    assertEquals(asked.stream().map(Claim::id).collect(Collectors.toSet()), claims.durable(asked));
                    long read = database.read() - before;
                    assertTrue(read <= 2 * 30, "it has read " + read + " rows, " + mode + ", " + freshness);
                }
            }
        } finally {
            database.execute("analyze process");
        }
    }

    @Test
    void retentionReadsWhatItRemoves() throws SQLException {
        Retention retention = new Retention(database);
        Duration kept = Duration.ofMillis(Long.parseLong(database.query("select now_millis() - 1763000100000").get(0)));
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            database.execute("set plan_cache_mode = " + mode);
            long before = database.read();
            assertEquals(100, retention.removeBatch(kept, 100));
            long read = database.read() - before;
            assertTrue(read <= 5 * 100, "it has read " + read + " rows, " + mode);
        }
    }

    /** There is no transaction of a caller. */
    private static final class NothingNew extends NewProcesses {
        @Override
        public void send() {
            // nothing has been queued
        }
    }
}
