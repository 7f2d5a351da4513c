package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A schedule on three nodes whose clocks are hours apart and which are killed one after another. */
class SchedulesFaultIT {

    private static final Duration OBSERVED = Duration.ofMinutes(2);
    private static final int LEAST_KILLS = 8;
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(15);
    private static final List<Duration> SHIFTS = List.of(Duration.ofHours(-7), Duration.ofHours(3), Duration.ofHours(26));
    /** By so much the reading of the database's clock by a node may be wrong. */
    private static final long EARLY_MILLIS = 50;

    /** As the setting {@code process-manager.schedule.misfire-after} has it by default. */
    private static final long LATE_MILLIS = 5_000;
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
        for (long end = anchor + OBSERVED.toMillis(); kills < LEAST_KILLS || sql.count("select now_millis()") < end;) {
            Rhythm.pause(BETWEEN_KILLS);
            ApplicationServer victim = nodes.get(kills % nodes.size());
            // Where servers take longer to start than that, so that two are always there.
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
            victim.kill();
            kills++;
            assertEquals(0, missing(sql), "after kill " + kills);
            starts.add(CompletableFuture.runAsync(victim::start));
        }
        CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        assertEquals(0, missing(sql));
        assertEquals(202, nodes.get(0).api().post("/schedules/each-second/pause").status());
        Await.until("all processes to end", LIMIT, () -> sql.count("select count(*) from process where finished_at is null"), left -> left == 0L);

        List<Long> created = created(sql);
        List<Long> late = IntStream.range(0, created.size()).mapToObj(i -> created.get(i) - anchor - 1_000L * (i + 1)).toList();
        Figures.print("schedule each second", created.size() + " firings, " + kills + " kills, the latest after " + late.stream().max(Long::compare).orElseThrow() + " ms, clocks "
                + (shifted ? "shifted by " + SHIFTS : "not shifted"));
        assertEquals(List.of(), late.stream().filter(delay -> delay < -EARLY_MILLIS || delay > LATE_MILLIS).toList(), () -> "by how much each was late: " + late);
        assertEquals(created.size(), sql.count("select count(*) from process where schedule = 'each-second' and state = 'FINISHED'"));
    }

    /** In one look at the database: how many seconds have passed for the schedule, less those that have a process. */
    private static long missing(Sql sql) {
        return sql.count("select (next_at - anchored_at) / 1000 - 1 - (select count(*) from process) from schedule");
    }

    private static List<Long> created(Sql sql) {
        String all = sql.text("select string_agg(cast(created_at as text), ',' order by created_at) from process");
        return Arrays.stream(all.split(",")).map(Long::valueOf).toList();
    }
}
