package io.processmanager.store.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.OneSession;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.claim.DeadRunnerRescue;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.queue.Lane;
import io.processmanager.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three runners claim from one queue with limits on PostgreSQL, as quickly as they can. */
class ExactLimitIT {

    private static final int PROCESSES = 3_000;
    private static final int LIMIT = 7;
    private static final int PER_KEY = 2;

    /** What the database sees of running processes, in all and of the key that has most, in one snapshot. */
    private static final String MOST = """
            select count(*) || ' ' || coalesce((select max(n) from (select count(*) n from process where state = 'RUNNING' and concurrency_key is not null group by concurrency_key) k), 0)
              from process where state = 'RUNNING'
            """;

    /** Also if the driver sends each statement by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"extended", "simple"})
    void neverOneMoreAtATimeAndEachIsClaimedOnce(String queryMode) throws Exception {
        try (PostgresServer server = PostgresServer.start("limits"); OneSession session = new OneSession(server.url(), server.user(), server.password())) {
            fill(session);
            ExecutorService nodes = Executors.newFixedThreadPool(4);
            try {
                long began = System.nanoTime();
                List<Future<Integer>> ended = new ArrayList<>();
                for (String runner : List.of("a", "b", "c")) {
                    ended.add(nodes.submit(node(server, runner, queryMode)));
                }
                int looks = 0;
                while (ended.stream().anyMatch(node -> !node.isDone())) {
                    String[] most = session.query(MOST).get(0).split(" ");
                    assertTrue(Integer.parseInt(most[0]) <= LIMIT && Integer.parseInt(most[1]) <= PER_KEY, "running: " + most[0] + ", of one key: " + most[1]);
                    looks++;
                }
                int sum = 0;
                for (Future<Integer> node : ended) {
                    sum += node.get();
                }
                System.out.println(sum + " processes within a limit of " + LIMIT + " by three runners, looked at " + looks + " times, took "
                        + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) + " ms");
                assertEquals(PROCESSES, sum);
                assertEquals("1", session.query("select max(fence) from process").get(0));
                assertTrue(looks > 20, "looked only " + looks + " times");
            } finally {
                nodes.shutdownNow();
            }
        }
    }

    @Test
    void placesOfADeadRunnerComeBackWithItsRescue() throws Exception {
        try (PostgresServer server = PostgresServer.start("limits"); OneSession session = new OneSession(server.url(), server.user(), server.password())) {
            fill(session);
            Claims dead = new Claims(session, new UncommittedChanges(), new RestrictedQueues(session));
            Claims alive = new Claims(session, new UncommittedChanges(), new RestrictedQueues(session));
            assertEquals(LIMIT, dead.claim("a", 100).size());
            assertEquals(0, alive.claim("b", 100).size());
            session.execute("update runner set seen_at = now_millis() where id <> 'a'");

            assertEquals(List.of("a"), new DeadRunnerRescue(session).rescue(Duration.ofMinutes(1), 3).stream().map(DeadRunnerRescue.Rescue::id).toList());
            alive.queuedSomewhere();

            assertEquals(LIMIT, alive.claim("b", 100).size());
            assertEquals(0, dead.claim("a", 100).size(), "a runner that was taken for dead gets nothing");
        }
    }

    private static void fill(OneSession session) throws SQLException {
        for (String runner : List.of("a", "b", "c")) {
            session.execute("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values ('" + runner + "', 'n', 1, 'ACTIVE', 8, 0, 0)");
        }
        session.execute("insert into queue (name, max_concurrent, max_concurrent_per_key, paused, window_started_at, window_count) values ('q', " + LIMIT + ", " + PER_KEY + ", 0, 0, 0)");
        session.execute("""
                    insert into process (pid, name, state, fence, revision, specification, data, step_count, step_index, attempt, percent, timeout_ms, spent_ms, rescues, created_at, due_at,
                        queue, priority, concurrency_key)
                    select lpad(to_hex(n), 32, '0'), 'x', 'QUEUED', 0, 0, '{"steps":{"a":{"type":"merge"}}}', '{}', 1, 0, 1, 0, 60000, 0, 0, n, n, 'q', n % 3, case when n % 4 > 0 then 'k' || n % 4 end
                      from generate_series(1, %d) n""".replace("%d", "" + PROCESSES));
    }

    /** Claims, holds what it has got for a moment, and ends it, until nothing is left. */
    private static Callable<Integer> node(PostgresServer server, String runner, String queryMode) {
        return () -> {
            int ended = 0;
            try (OneSession database = new OneSession(server.url() + (server.url().contains("?") ? "&" : "?") + "preferQueryMode=" + queryMode, server.user(), server.password())) {
                Claims claims = new Claims(database, new UncommittedChanges(), new RestrictedQueues(database));
                while (left(database) > 0) {
                    List<Claim> claimed = claims.claim(runner, ThreadLocalRandom.current().nextInt(1, 10));
                    for (Claim claim : claimed) {
                        database.execute("update process set state = 'FINISHED', runner_id = null, finished_at = now_millis() where pid = '" + claim.pid() + "' and fence = " + claim.fence());
                    }
                    ended += claimed.size();
                    claims.ended(new Lane("q", 0));
                }
            }
            return ended;
        };
    }

    private static int left(OneSession database) throws SQLException {
        return Integer.parseInt(database.query("select count(*) from (select 1 from process where state in ('QUEUED', 'RUNNING') limit 1) s").get(0));
    }
}
