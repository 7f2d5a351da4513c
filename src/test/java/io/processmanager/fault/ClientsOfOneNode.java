package io.processmanager.fault;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.PayaraServer;
import io.processmanager.testing.Sql;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Clients that call, follow and wait on one node, whatever happens to it, and keep all answers. */
final class ClientsOfOneNode implements AutoCloseable {

    private static final int FOLLOWERS = 10;
    private static final int WAITERS = 5;
    private static final int CALLERS = 3;
    private static final int STEP_MILLIS = 60_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final ApplicationServer node;
    private final Specifications specifications;
    private final String prefix;
    private final AtomicInteger number = new AtomicInteger();
    private final List<Thread> callers = new ArrayList<>();
    private final List<CompletableFuture<Void>> waiters = new ArrayList<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();
    /** The names of what a server has said it has not started. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile boolean serverStops;
    private volatile boolean ended;

    ClientsOfOneNode(ApplicationServer node, Specifications specifications, String prefix) {
        this.node = node;
        this.specifications = specifications;
        this.prefix = prefix;
        for (int i = 0; i < CALLERS; i++) {
            call("reader", this::read);
            call("starter", this::start);
        }
    }

    private void call(String name, Runnable call) {
        Thread caller = new Thread(() -> {
            while (!ended) {
                call.run();
                // A server that is away refuses connections as fast as one asks.
                Rhythm.pause(Duration.ofMillis(5));
            }
        }, name);
        callers.add(caller);
        caller.start();
    }

    /** Lets some clients follow a process that runs, and some wait for others; returns when all of them do. */
    void followAndWait() {
        String pid = Calls.start(node, specifications.longStep(prefix + "followed", STEP_MILLIS));
        AtomicInteger followed = new AtomicInteger();
        for (int i = 0; i < FOLLOWERS; i++) {
            HttpRequest request = HttpRequest.newBuilder(node.api().uri("/processes/" + pid + "/events")).GET().build();
            client.sendAsync(request, BodyHandlers.ofLines()).thenAcceptAsync(response -> {
                followed.incrementAndGet();
                count("events " + response.statusCode());
                response.body().forEach(line -> { });
            });
        }
        Await.until("all clients to follow", Duration.ofSeconds(20), followed::get, count -> count == FOLLOWERS);
        for (int i = 0; i < WAITERS; i++) {
            String name = prefix + "awaited-" + number.incrementAndGet();
            HttpRequest.Builder request = post("/processes", specifications.longStep(name, STEP_MILLIS)).header("Prefer", "wait=50");
            waiters.add(CompletableFuture.runAsync(() -> send("wait", name, request)));
            Await.until("the process that is waited for", Duration.ofSeconds(20), () -> node.api().get("/processes?name=" + name).body().getJsonArray("items").size() == 1);
        }
    }

    /** From now on the server is on its way out, and not only the application. */
    void serverStops() {
        serverStops = true;
    }

    private void read() {
        send("read", null, HttpRequest.newBuilder(node.api().uri("/processes?limit=3")).GET());
    }

    private void start() {
        String name = prefix + "called-" + number.incrementAndGet();
        send("start", name, post("/processes", Json.createObjectBuilder().add("name", name).add("steps", Json.createObjectBuilder().add("ask", Json.createObjectBuilder()
                .add("type", "approval").add("args", Json.createArrayBuilder().add("Well?")))).build()));
        Rhythm.pause(Duration.ofMillis(5));
    }

    private HttpRequest.Builder post(String path, JsonObject body) {
        return HttpRequest.newBuilder(node.api().uri(path)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }

    private void send(String kind, String started, HttpRequest.Builder request) {
        try {
            understand(kind, started, client.send(request.timeout(Duration.ofSeconds(70)).build(), BodyHandlers.ofString()));
        } catch (IOException noAnswer) {
            count(kind + " unanswered");
            Rhythm.pause(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void understand(String kind, String started, HttpResponse<String> response) {
        HttpApi.Answer answer = new HttpApi.Answer(response.statusCode(), response.headers(), response.body());
        boolean ofTheProduct = answer.header("Content-Type").startsWith("application/");
        count(kind + " " + answer.status() + (ofTheProduct ? "" : " of the server"));
        boolean proper = ofTheProduct ? answer.status() < 300 || answer.status() == 503 && answer.headers().firstValue("Retry-After").isPresent()
                : Set.of(404, 503).contains(answer.status()) || isOfAPayaraWithoutContext(answer);
        if (!proper) {
            strange.add(kind + " was answered with " + answer.status() + " " + answer.headers().map() + " " + answer.text());
        }
        if (started != null && answer.status() >= 400 && !answer.text().contains("outcome-unknown") && !answer.text().contains("change-made")) {
            refused.add(started);
        }
    }

    /**
     * A Payara that stops answers a few requests with 500 and an empty page, without an exception on their threads, as its StandardHostValve does for requests
     * without a context; no code of the WAR sees them.
     */
    private boolean isOfAPayaraWithoutContext(HttpApi.Answer answer) {
        return serverStops && node instanceof PayaraServer && answer.status() == 500 && answer.header("Content-Type").equals("text/html") && answer.text().isEmpty();
    }

    private void count(String what) {
        answers.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    /** Returns when all who call or wait are answered. */
    @Override
    public void close() {
        ended = true;
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CompletableFuture.allOf(waiters.toArray(CompletableFuture[]::new)).join();
    }

    List<String> complaints(Sql sql) {
        List<String> complaints = strange.stream().distinct().limit(10).collect(Collectors.toList());
        refused.stream().filter(name -> sql.count("select count(*) from process where name = ?", name) > 0)
                .forEach(name -> complaints.add(name + " was started, and its caller was told that it was not"));
        return complaints;
    }

    int unanswered() {
        return answers.entrySet().stream().filter(entry -> entry.getKey().endsWith("unanswered")).mapToInt(entry -> entry.getValue().get()).sum();
    }

    int answered() {
        return answers.entrySet().stream().filter(entry -> !entry.getKey().endsWith("unanswered")).mapToInt(entry -> entry.getValue().get()).sum();
    }

    String figures() {
        return new TreeMap<>(answers).toString();
    }
}
