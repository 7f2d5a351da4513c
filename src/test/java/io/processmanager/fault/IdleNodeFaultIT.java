package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a node with default settings costs and does: it hardly bothers the database, and yet hears of a cancel within a second. */
class IdleNodeFaultIT {

    private static final Duration OBSERVED = Duration.ofSeconds(20);
    private static final Pattern STATEMENT = Pattern.compile("LOG: +(?:execute [^:]*|statement): *(.*)");

    @Test
    void anIdleNodeCostsAtMostTwoQueriesASecondAndHearsOfACancelWithinASecond() throws Exception {
        Path trace = Path.of(System.getProperty("project.build.directory"), "fault", "idle.trace");
        Files.createDirectories(trace.getParent());
        Files.deleteIfExists(trace);
        Traces traces = new Traces(trace);
        try (PostgresServer postgres = PostgresServer.start("idle");
                ApplicationServer server = ApplicationServer.named("fault-idle").stepJar(Cluster.stepJar()).postgres(postgres, postgres.port()).start()) {
            Sql sql = postgres.sql();
            Await.until("the runner", Duration.ofSeconds(20), () -> sql.count("select count(*) from runner"), count -> count == 1L);
            sql.execute("alter system set log_statement = 'all'");
            sql.count("select count(*) from (select pg_reload_conf()) done");
            Rhythm.pause(Duration.ofSeconds(2));
            int before = postgres.log().size();
            long commits = sql.count("select xact_commit from pg_stat_database where datname = 'postgres'");
            Rhythm.pause(OBSERVED);
            List<String> log = postgres.log();
            long transactions = sql.count("select xact_commit from pg_stat_database where datname = 'postgres'") - commits;
            Map<String, Integer> statements = statements(log.subList(before, log.size()));
            int queries = statements.entrySet().stream().filter(entry -> !entry.getKey().matches("BEGIN|COMMIT|"))
                    .mapToInt(Map.Entry::getValue).sum();
            double perSecond = queries / (double) OBSERVED.toSeconds();
            sql.execute("alter system set log_statement = 'none'");
            sql.count("select count(*) from (select pg_reload_conf()) done");

            List<Long> delays = cancelDelays(server, sql, traces, new Specifications(trace));
            Figures.print("idle node, default settings", perSecond + " queries a second, " + transactions / (double) OBSERVED.toSeconds()
                    + " transactions a second, in " + OBSERVED.toSeconds() + " s: " + statements + "; a cancel from elsewhere stopped the step after " + delays + " ms");
            assertTrue(perSecond <= 2, perSecond + " queries a second: " + statements);
            assertTrue(delays.stream().allMatch(delay -> delay <= 1000), "a cancel took " + delays + " ms");
        }
    }

    /** As another node writes it: this one learns of it from the database only. */
    private static List<Long> cancelDelays(ApplicationServer server, Sql sql, Traces traces, Specifications specifications) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String pid = Calls.start(server, specifications.longStep("cancel-" + i, 60_000));
            Await.until("the step to begin", Duration.ofSeconds(20), () -> traces.begun(pid, "long").size(), runs -> runs == 1);
            // Not in step with the runner's own rhythm.
            Rhythm.pause(Duration.ofMillis(130L * i));
            long asked = System.currentTimeMillis();
            sql.execute("update process set revision = revision + 1, cancel_requested_at = now_millis(), cancel_reason = 'x' where pid = ?", pid);
            Await.until("the step to be stopped", Duration.ofSeconds(20), () -> traces.stopped(pid, "long").size(), runs -> runs == 1);
            delays.add(traces.stopped(pid, "long").get(0).end() - asked);
        }
        return delays;
    }

    private static Map<String, Integer> statements(List<String> log) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : log) {
            var statement = STATEMENT.matcher(line);
            // Our own question for the number of transactions does not count.
            if (statement.find() && !statement.group(1).contains("pg_") && !statement.group(1).startsWith("SET ")) {
                String text = statement.group(1).trim();
                counts.merge(text.length() > 90 ? text.substring(0, 90) : text, 1, Integer::sum);
            }
        }
        return counts;
    }
}
