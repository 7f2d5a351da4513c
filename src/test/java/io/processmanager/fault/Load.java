package io.processmanager.fault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Clients that start, proceed and cancel processes on whatever node answers, as if nothing could break. They keep books: what a server has accepted must
 * not be lost, and where no answer came the database has to tell whether the process exists. Every process has a name of its own.
 */
final class Load implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> nodes;
    private final List<Function<String, JsonObject>> kinds;
    private final String prefix;
    private final Duration pause;
    private final ClientThreads threads = new ClientThreads();
    private final AtomicInteger number = new AtomicInteger();
    /** Accepted processes: pid by name. */
    final Map<String, String> accepted = new ConcurrentHashMap<>();
    /** No answer came, or one that says that this is not known: accepted or not. */
    final Set<String> unknown = ConcurrentHashMap.newKeySet();
    /** The server has said that nothing was changed. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    final Map<String, AtomicInteger> proceeded = new ConcurrentHashMap<>();
    final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    /** Answers that nobody should get. */
    final Set<String> strange = ConcurrentHashMap.newKeySet();

    /**
     * @param prefix what the names begin with
     * @param nodes the addresses of the APIs
     * @param pause between two calls of one client
     * @param kinds makes a specification of a name
     */
    Load(String prefix, List<URI> nodes, Duration pause, List<Function<String, JsonObject>> kinds) {
        this.prefix = prefix;
        this.nodes = nodes;
        this.pause = pause;
        this.kinds = kinds;
    }

    String prefix() {
        return prefix;
    }

    Load begin(int starters) {
        for (int i = 0; i < starters; i++) {
            threads.run("starter " + i, pause, this::startOne);
        }
        threads.run("proceeder", Duration.ofMillis(300), this::proceedAll);
        threads.run("canceller", Duration.ofMillis(700), this::cancelOne);
        return this;
    }

    /** No more calls; returns when the last one is answered or given up. */
    void stop() {
        threads.close();
    }

    @Override
    public void close() {
        stop();
    }

    private void startOne() {
        int n = number.incrementAndGet();
        String name = prefix + n;
        Optional<HttpResponse<String>> answer = post(anyNode(), "/processes", kinds.get(n % kinds.size()).apply(name));
        if (answer.isEmpty() || answer.get().body().contains("outcome-unknown")) {
            unknown.add(name);
        } else if (answer.get().statusCode() == 201) {
            accepted.put(name, json(answer.get()).getString("pid"));
        } else {
            refused.add(name);
            expect(answer.get(), 503, 404);
        }
    }

    /** Every interrupted process is told to proceed by two clients at once; one may win. */
    void proceedAll() {
        Optional<HttpResponse<String>> page = send(HttpRequest.newBuilder(uri(anyNode(), "/processes?status=interrupted&limit=50&q=" + prefix)).GET());
        if (page.isEmpty() || page.get().statusCode() != 200) {
            return;
        }
        for (JsonObject process : json(page.get()).getJsonArray("items").getValuesAs(JsonObject.class)) {
            String pid = process.getString("pid");
            Thread rival = new Thread(() -> proceed(pid), "rival");
            rival.start();
            proceed(pid);
            try {
                rival.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void proceed(String pid) {
        post(anyNode(), "/processes/" + pid + "/proceed", Json.createObjectBuilder().add("data", Json.createObjectBuilder().add("ok", true)).build())
                .ifPresent(answer -> {
                    if (answer.statusCode() == 202) {
                        proceeded.computeIfAbsent(pid, key -> new AtomicInteger()).incrementAndGet();
                    }
                    expect(answer, 202, 409, 503, 404);
                });
    }

    private void cancelOne() {
        List<String> pids = List.copyOf(accepted.values());
        if (!pids.isEmpty()) {
            // One of the latest, so that it is likely to live yet.
            String pid = accepted.get(prefix + Math.max(1, number.get() - ThreadLocalRandom.current().nextInt(4)));
            if (pid != null) {
                post(anyNode(), "/processes/" + pid + "/cancel", Json.createObjectBuilder().add("reason", "chaos").build()).ifPresent(answer -> {
                    if (answer.statusCode() == 202) {
                        cancelled.add(pid);
                    }
                    expect(answer, 202, 409, 503, 404);
                });
            }
        }
    }

    private void expect(HttpResponse<String> answer, int... expected) {
        for (int status : expected) {
            if (answer.statusCode() == status) {
                return;
            }
        }
        strange.add(answer.request().method() + " " + answer.request().uri().getPath() + " -> " + answer.statusCode() + " " + answer.body());
    }

    private URI anyNode() {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    }

    private Optional<HttpResponse<String>> post(URI node, String path, JsonObject body) {
        return send(HttpRequest.newBuilder(uri(node, path)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString())));
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(client.send(request.timeout(ANSWER_LIMIT).build(), BodyHandlers.ofString())).filter(Load::isOfTheProduct);
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** While the WAR comes and goes, the server answers by itself, with a page that says nothing of what has become of the request. */
    private static boolean isOfTheProduct(HttpResponse<String> answer) {
        boolean page = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
        return !(page && Set.of(404, 500, 503).contains(answer.statusCode()));
    }

    private static URI uri(URI node, String path) {
        return URI.create(node + path);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
