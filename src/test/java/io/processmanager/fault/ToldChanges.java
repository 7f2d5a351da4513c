package io.processmanager.fault;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Changes of every kind, each of a process of its own that nobody else changes: what its caller was told is compared with what the database has. */
final class ToldChanges implements AutoCloseable {

    private static final int TARGETS = 500;
    private static final int CLIENTS_OF_EACH = 2;
    private static final int READERS = 2;
    private static final int BATCH = 3;

    private final Cluster cluster;
    private final Map<Change, Queue<String>> targets = new EnumMap<>(Change.class);
    private final ClientThreads clients = new ClientThreads();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Set<String> strange = new HashSet<>();

    /** A kind of change, and whether it was made by what the database has of its target: a pid, or the name of what is started. */
    private enum Change {
        START("select count(*) from process where name = ?"),
        BATCH_OF_STARTS("select count(*) from process where name = ?"),
        PROCEED("select count(*) from process where pid = ? and not (state = 'INTERRUPTED' and step_index = 1)"),
        CANCEL("select count(*) from process where pid = ? and state = 'CANCELLED'"),
        RETRY("select count(*) from process where pid = ? and state <> 'CANCELLED'"),
        DELETE("select 1 - count(*) from process where pid = ?");

        private final String made;

        Change(String made) {
            this.made = made;
        }
    }

    /** What a caller may be told. */
    private enum Answer {
        MADE, NOT_MADE, UNKNOWN
    }

    private record Told(Change change, String target, Answer answer, HttpApi.Answer text) {
    }

    private ToldChanges(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Makes the processes that are to be changed. */
    static ToldChanges prepare(Cluster cluster) {
        ToldChanges changes = new ToldChanges(cluster);
        for (Change change : Change.values()) {
            changes.targets.put(change, new ConcurrentLinkedQueue<>(switch (change) {
                case START, BATCH_OF_STARTS -> names(change);
                case PROCEED, CANCEL -> changes.waiting();
                case RETRY, DELETE -> changes.cancelled();
            }));
        }
        return changes;
    }

    private static List<String> names(Change change) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < TARGETS; i++) {
            names.add("told-" + change + "-" + i);
        }
        return names;
    }

    private List<String> waiting() {
        JsonArrayBuilder processes = Json.createArrayBuilder();
        for (int i = 0; i < TARGETS; i++) {
            processes.add(process("told"));
        }
        HttpApi.Answer answer = cluster.first.api().post("/processes/batch", Json.createObjectBuilder().add("processes", processes).build());
        List<String> pids = answer.body().getJsonArray("pids").getValuesAs(JsonString::getString);
        Await.until("all of them to wait", Duration.ofSeconds(60),
                () -> cluster.sql.count("select count(*) from process where name = 'told' and state in ('QUEUED', 'RUNNING')"), left -> left == 0L);
        return pids;
    }

    private List<String> cancelled() {
        List<String> pids = waiting();
        cluster.sql.execute("update process set state = 'CANCELLED', finished_at = now_millis(), revision = revision + 1 where pid = any(string_to_array(?, ','))",
                String.join(",", pids));
        return pids;
    }

    private static JsonObject process(String name) {
        return Json.createObjectBuilder().add("name", name).add("steps", Json.createObjectBuilder().add("first", approval()).add("second", approval())).build();
    }

    private static JsonObject approval() {
        return Json.createObjectBuilder().add("type", "approval").add("args", Json.createArrayBuilder().add("Well?")).build();
    }

    void begin() {
        for (Change change : Change.values()) {
            for (int i = 0; i < CLIENTS_OF_EACH; i++) {
                clients.run(change.name(), Duration.ZERO, () -> makeNext(change));
            }
        }
        for (int i = 0; i < READERS; i++) {
            clients.run("reader", Duration.ZERO, this::read);
        }
    }

    /** Returns when the last call is answered. */
    @Override
    public void close() {
        clients.close();
    }

    private void makeNext(Change change) {
        String target = targets.get(change).poll();
        if (target == null) {
            Rhythm.pause(Duration.ofMillis(100));
            return;
        }
        HttpApi api = anyNode();
        HttpApi.Answer answer = switch (change) {
            case START -> api.post("/processes", process(target));
            case BATCH_OF_STARTS -> api.post("/processes/batch", Json.createObjectBuilder()
                    .add("processes", Json.createArrayBuilder().add(process(target)).add(process(target)).add(process(target))).build());
            case PROCEED -> api.post("/processes/" + target + "/proceed");
            case CANCEL -> api.post("/processes/" + target + "/cancel");
            case RETRY -> api.post("/processes/" + target + "/retry");
            case DELETE -> api.delete("/processes/" + target);
        };
        understand(change, target, answer);
    }

    private void understand(Change change, String target, HttpApi.Answer answer) {
        if (answer.status() < 300) {
            told.add(new Told(change, target, Answer.MADE, answer));
            return;
        }
        String type = type(answer);
        switch (type) {
            case "/problems/change-made" -> told.add(new Told(change, target, Answer.MADE, answer));
            case "/problems/database-unavailable" -> told.add(new Told(change, target, Answer.NOT_MADE, answer));
            case "/problems/outcome-unknown" -> {
                told.add(new Told(change, target, Answer.UNKNOWN, answer));
                if (answer.body().getOrDefault("pids", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().size() != (change == Change.BATCH_OF_STARTS ? BATCH : 1)) {
                    strange(change.name(), answer);
                }
            }
            default -> strange(change.name(), answer);
        }
    }

    private static String type(HttpApi.Answer answer) {
        return answer.header("Content-Type").startsWith("application/problem+json") ? answer.body().getString("type") : "";
    }

    private synchronized void strange(String call, HttpApi.Answer answer) {
        strange.add(call + " was answered with " + answer.status() + " " + answer.text());
    }

    private void read() {
        String pid = targets.get(Change.PROCEED).peek();
        for (String path : List.of("/processes?limit=5", "/processes/counts", "/runners", "/processes/" + pid, "/processes/" + pid + "/log")) {
            HttpApi.Answer answer = anyNode().get(path);
            if (answer.status() != 200 && !type(answer).equals("/problems/database-unavailable")) {
                strange("GET " + path, answer);
            }
        }
    }

    private HttpApi anyNode() {
        return cluster.nodes().get(ThreadLocalRandom.current().nextInt(2)).api();
    }

    /** What nobody should have been told. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>(strange);
        for (Told one : told) {
            long made = cluster.sql.count(one.change().made, one.target());
            long all = one.change() == Change.BATCH_OF_STARTS ? BATCH : 1;
            if (made != 0 && made != all) {
                complaints.add(made + " of " + all + " were made by " + one);
            } else if (one.answer() == Answer.MADE && made == 0 || one.answer() == Answer.NOT_MADE && made > 0) {
                complaints.add("made is " + made + ", but told was " + one);
            }
        }
        return complaints;
    }

    /** For each kind how many were said to be made, not to be made, and not to be known. */
    String figures() {
        StringBuilder figures = new StringBuilder();
        for (Change change : Change.values()) {
            figures.append(figures.isEmpty() ? "" : ", ").append(change.name().toLowerCase(Locale.ROOT));
            for (Answer answer : Answer.values()) {
                figures.append(' ').append(told.stream().filter(one -> one.change() == change && one.answer() == answer).count());
            }
        }
        return figures + " (made, not made, unknown)";
    }
}
