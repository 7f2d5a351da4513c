package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.Sql;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Many processes fail and are tried again all at once; whoever asks for a process meanwhile hardly waits for the answer. */
class RetryStormFaultIT {

    private static final int PROCESSES = 10_000;
    private static final int BATCH = 1_000;
    private static final int MAX_RETRIES = 2;
    private static final int IDLE_ROUNDS = 50;
    private static final long LIMIT_MILLIS = 100;
    private static final Duration STORM_LIMIT = Duration.ofMinutes(4);

    /** So that the same ones are looked at each time. */
    private final Random random = new Random(1);

    @Test
    void lookUpsStayQuickWhileTenThousandFailAndAreTriedAgain() {
        try (PostgresServer postgres = PostgresServer.start("storm");
                ApplicationServer server = ServerKind.ofBuild().named("fault-storm").stepJar(Cluster.stepJar()).postgres(postgres, postgres.port()).start()) {
            List<String> some = start(server, BATCH, 0);
            Await.until("some to finish", STORM_LIMIT, () -> isWorkLeft(postgres.sql()), isLeft -> !isLeft);
            int[] asked = {0};
            List<Long> idle = lookUps(server, some, () -> asked[0]++ < IDLE_ROUNDS);

            List<String> pids = new ArrayList<>();
            for (int i = 0; i < PROCESSES / BATCH; i++) {
                pids.addAll(start(server, BATCH, Integer.MAX_VALUE));
            }
            long began = System.nanoTime();
            List<Long> storm = lookUps(server, pids, () -> isWorkLeft(postgres.sql()));
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

            long failed = postgres.sql().count("select count(*) from process_run where status = 'ERROR'");
            Figures.print("retry storm", failed + " failed attempts; the last of them ended " + took + " ms after all were started; look-ups: idle " + percentiles(idle) + ", meanwhile "
                    + percentiles(storm));
            assertEquals((long) PROCESSES * (MAX_RETRIES + 1), failed);
            assertTrue(percentile(storm, 95) < LIMIT_MILLIS, () -> "look-ups meanwhile " + percentiles(storm) + ", idle " + percentiles(idle));
        }
    }

    private static List<String> start(ApplicationServer server, int number, int failures) {
        JsonArrayBuilder processes = Json.createArrayBuilder();
        String trace = Path.of(System.getProperty("project.build.directory"), "fault", "storm.trace").toString();
        for (int i = 0; i < number; i++) {
            processes.add(Json.createObjectBuilder().add("name", "storm").add("steps", Json.createObjectBuilder().add("fail", Json.createObjectBuilder().add("type", "fault-failing")
                    .add("args", Json.createArrayBuilder().add(trace).add(failures).add(0))
                    .add("retry", Json.createObjectBuilder().add("max_retries", MAX_RETRIES).add("delay", 1)))));
        }
        HttpApi.Answer answer = server.api().post("/processes/batch", Json.createObjectBuilder().add("processes", processes).build());
        assertEquals(201, answer.status(), answer.text());
        JsonArray pids = answer.body().getJsonArray("pids");
        return pids.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
    }

    /** Reads one entry of an index, so as not to disturb what is measured. */
    private static boolean isWorkLeft(Sql sql) {
        return sql.count("select count(*) from (select 1 from process where state in ('QUEUED', 'WAITING', 'RUNNING') fetch first 1 rows only) one") > 0;
    }

    /** @return how long each took, in microseconds */
    private List<Long> lookUps(ApplicationServer server, List<String> pids, BooleanSupplier goesOn) {
        List<Long> took = new ArrayList<>();
        while (goesOn.getAsBoolean()) {
            for (int i = 0; i < 20; i++) {
                String pid = pids.get(random.nextInt(pids.size()));
                long began = System.nanoTime();
                HttpApi.Answer answer = server.api().get("/processes/" + pid);
                took.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
                assertEquals(200, answer.status(), answer.text());
            }
        }
        return took;
    }

    private static long percentile(List<Long> micros, int percent) {
        return micros.stream().sorted().skip((micros.size() - 1L) * percent / 100).findFirst().orElseThrow() / 1000;
    }

    private static String percentiles(List<Long> micros) {
        return micros.size() + " in " + percentile(micros, 50) + ", " + percentile(micros, 95) + ", " + percentile(micros, 99) + " ms (median, 95th, 99th percentile)";
    }
}
