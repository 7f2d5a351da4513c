package io.processmanager.fault;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Clients that start processes with the same unique key on all nodes in the same instant, again and again, whether the nodes live or not. */
final class KeyClients implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(20);
    /** No process was started, or it is not known. */
    private static final Set<Integer> REFUSALS = Set.of(404, 503);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> nodes;
    private final ClientThreads threads = new ClientThreads();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    final Queue<String> strange = new ConcurrentLinkedQueue<>();

    /**
     * What a client was told.
     *
     * @param isNew whether the process is said to be started by this call
     * @param from when the call began, by the clock of this machine, in milliseconds
     * @param to when it was answered
     */
    record Answer(String key, String pid, boolean isNew, long from, long to) {
    }

    /** @param nodes the addresses of the APIs */
    KeyClients(List<URI> nodes) {
        this.nodes = nodes;
    }

    /** @param specification makes one of a key */
    KeyClients begin(List<String> keys, Function<String, JsonObject> specification) {
        for (String key : keys) {
            threads.run("clients of " + key, PAUSE, () -> startOnAllAtOnce(key, specification.apply(key)));
        }
        return this;
    }

    private void startOnAllAtOnce(String key, JsonObject process) {
        long from = System.currentTimeMillis();
        CompletableFuture.allOf(nodes.stream().map(node -> client.sendAsync(HttpRequest.newBuilder(URI.create(node + "/processes")).timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(process.toString())).build(), BodyHandlers.ofString())
                .thenAccept(answer -> note(key, answer, from)).exceptionally(noAnswer -> null)).toArray(CompletableFuture[]::new)).join();
    }

    private void note(String key, HttpResponse<String> answer, long from) {
        Optional<Boolean> isNew = switch (answer.statusCode()) {
            case 201 -> Optional.of(true);
            case 200 -> Optional.of(false);
            default -> Optional.empty();
        };
        if (isNew.isPresent()) {
            answers.add(new Answer(key, JsonMapping.parse(answer.body()).asJsonObject().getString("pid"), isNew.get(), from, System.currentTimeMillis()));
        } else if (!REFUSALS.contains(answer.statusCode())) {
            strange.add(answer.statusCode() + " " + answer.body());
        }
    }

    /** Returns when the last call is answered. */
    @Override
    public void close() {
        threads.close();
    }
}
