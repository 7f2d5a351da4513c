package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers are killed in the middle of a step that executes another one for each item. */
@ExtendWith(ClusterExtension.class)
class ForEachFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** They take a minute, in which servers start again. */
    private static final int ITEMS = 12_000;
    private static final int ITEMS_BETWEEN_KILLS = 1_500;
    private static final int CONCURRENT = 4;
    private static final int ITEM_MILLIS = 20;
    private static final int KILLS = 2;
    /** What is done is kept once a second; the writer may need a while for it on a busy machine. */
    private static final int MOST_AGAIN_FOR_EACH_KILL = 4 * CONCURRENT * (1_000 / ITEM_MILLIS);

    private final String name = "items-" + System.nanoTime();

    @Test
    void onlyItemsThatWereNotDoneAreExecutedAgain(Cluster cluster) {
        HttpApi.Answer started = cluster.first.api().post("/processes", process(cluster));
        assertEquals(201, started.status(), started.text());
        String pid = started.body().getString("pid");
        int begunBefore = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int atLeast = begunBefore + ITEMS_BETWEEN_KILLS;
            Await.until("further items", LIMIT, () -> cluster.traces.begun(pid, "all").size(), begun -> begun >= atLeast);
            ApplicationServer victim = nodeOf(cluster, pid);
            victim.kill();
            begunBefore = cluster.traces.begun(pid, "all").size();
            victim.start();
        }
        Await.until("the end", LIMIT, () -> cluster.sql.count("select count(*) from process where pid = ? and finished_at is null", pid), left -> left == 0L);

        JsonObject process = cluster.first.api().get("/processes/" + pid).body();
        assertEquals("finished", process.getString("status"), process::toString);
        assertEquals(IntStream.range(0, ITEMS).mapToObj(i -> Json.createValue(2 * i)).map(JsonValue.class::cast).toList(), process.getJsonObject("output").getJsonArray("results"));
        Map<Integer, Long> executions = cluster.traces.begun(pid, "all").stream().collect(Collectors.groupingBy(Traces.Run::attempt, Collectors.counting()));
        assertEquals(ITEMS, executions.size());
        long again = executions.values().stream().mapToLong(number -> number - 1).sum();
        Figures.print("killed amid items", "items " + ITEMS + ", kills " + KILLS + ", executed again " + again);
        assertTrue(again > 0, "no item was executed again: nothing was tested");
        assertTrue(again <= (long) KILLS * MOST_AGAIN_FOR_EACH_KILL, () -> again + " were executed again: " + executions.values().stream().filter(number -> number > 1).count());
    }

    private JsonObject process(Cluster cluster) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        IntStream.range(0, ITEMS).forEach(items::add);
        JsonObject argument = Json.createObjectBuilder().add("items", "/items").add("max_concurrent", CONCURRENT).add("step", cluster.specifications.item(ITEM_MILLIS)).build();
        return Json.createObjectBuilder().add("name", name).add("timeout", 600).add("data", Json.createObjectBuilder().add("items", items))
                .add("steps", Json.createObjectBuilder().add("all", Json.createObjectBuilder().add("type", "for-each").add("args", Json.createArrayBuilder(List.of(argument))))).build();
    }

    private static ApplicationServer nodeOf(Cluster cluster, String pid) {
        return Await.until("a node to execute it", LIMIT, () -> cluster.nodes().stream().filter(node -> cluster.sql.count(
                "select count(*) from process p join runner r on r.id = p.runner_id where p.pid = ? and r.node = ?", pid, cluster.nameOf(node)) > 0).findFirst(), found -> found.isPresent()).orElseThrow();
    }
}
