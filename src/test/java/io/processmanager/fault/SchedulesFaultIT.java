package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerBuilder;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.ShiftedClock;
import io.processmanager.testing.Sql;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A schedule on three nodes whose clocks are hours apart and which are killed one after another. */
class SchedulesFaultIT {

    private static final Duration OBSERVED = Duration.ofMinutes(2);
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(15);
    private static final List<Duration> SHIFTS = List.of(Duration.ofHours(-7), Duration.ofHours(3), Duration.ofHours(26));
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void eachSecondStartsExactlyOneProcessWhateverIsKilledAndWhateverTheClocksSay() throws Exception {
        Optional<ShiftedClock> clock = ShiftedClock.make();
        Path trace = Path.of(System.getProperty("project.build.directory"), "fault", "schedules.trace");
        Files.createDirectories(trace.getParent());
        Files.deleteIfExists(trace);
        try (PostgresServer postgres = PostgresServer.start("schedules")) {
            Sql sql = postgres.sql();
            List<ApplicationServer> nodes = new ArrayList<>();
            try {
                for (int i = 0; i < SHIFTS.size(); i++) {
                    ServerBuilder builder = Cluster.node(i == 1 ? ServerKind.ofSecondNode() : ServerKind.ofBuild(), "schedules-" + i, Cluster.stepJar())
                            .postgres(postgres, postgres.port()).setting("user.timezone", List.of("Asia/Tokyo", "America/Los_Angeles", "UTC").get(i));
                    Duration shift = SHIFTS.get(i);
                    clock.ifPresent(shifted -> shifted.of(builder, shift));
                    nodes.add(builder.prepare());
                }
                CompletableFuture.allOf(nodes.stream().map(node -> CompletableFuture.runAsync(node::start)).toArray(CompletableFuture[]::new)).join();
                observe(nodes, sql, new Specifications(trace).process("each second"), clock.isPresent());
            } finally {
                nodes.forEach(ApplicationServer::close);
            }
        }
    }

    private static void observe(List<ApplicationServer> nodes, Sql sql, JsonObject process, boolean shifted) {
        HttpApi.Answer made = nodes.get(0).api().put("/schedules/each-second", Json.createObjectBuilder().add("every", 1).add("process", process).build());
        assertEquals(201, made.status(), made.text());
        long anchor = sql.count("select anchored_at from schedule");
        int kills = 0;
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (long end = anchor + OBSERVED.toMillis(); sql.count("select now_millis()") < end;) {
            Rhythm.pause(BETWEEN_KILLS);
            ApplicationServer victim = nodes.get(kills % nodes.size());
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
            victim.kill();
            kills++;
            starts.add(CompletableFuture.runAsync(victim::start));
        }
        CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        assertEquals(202, nodes.get(0).api().post("/schedules/each-second/pause").status());
        long fired = sql.count("select last_fired_at from schedule");
        Await.until("all processes to end", LIMIT, () -> sql.count("select count(*) from process where finished_at is null"), left -> left == 0L);

        Map<Long, Integer> bySecond = new TreeMap<>();
        long late = 0;
        List<Long> created = created(sql);
        for (int i = 0; i < created.size(); i++) {
            long delay = created.get(i) - anchor - 1_000L * (i + 1);
            late = Math.max(late, delay);
            if (delay < -50 || delay > 5_000) {
                bySecond.merge((created.get(i) - anchor) / 1_000, 1, Integer::sum);
            }
        }
        Figures.print("schedule each second", created.size() + " firings, " + kills + " kills, the latest after " + late + " ms, clocks " + (shifted ? "shifted by " + SHIFTS : "not shifted"));
        assertTrue(kills >= 7, () -> "too few kills");
        assertEquals(Map.of(), bySecond, "neither more nor fewer than one for each second");
        assertEquals((fired - anchor) / 1_000, created.size());
        assertEquals(created.size(), sql.count("select count(*) from process where schedule = 'each-second' and state = 'FINISHED'"));
    }

    private static List<Long> created(Sql sql) {
        String all = sql.text("select string_agg(cast(created_at as text), ',' order by created_at) from process");
        return Arrays.stream(all.split(",")).map(Long::valueOf).toList();
    }
}
