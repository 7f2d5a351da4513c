package io.processmanager.benchmark.system;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.LongStream;

/** A running JVM of a system, which takes commands. */
public final class Node implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(12);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final Runnable end;

    /**
     * @param base where it takes commands, with a slash at the end
     * @param end ends the JVM
     */
    Node(URI base, Runnable end) {
        this.base = base;
        this.end = end;
    }

    /**
     * Gives a command and returns when it is carried out.
     *
     * @param command its name
     * @param parameters names and whole numbers, in turn
     * @return the answer
     * @throws IllegalStateException if it fails
     */
    public Answer tell(String command, Object... parameters) {
        StringBuilder uri = new StringBuilder(base.toString()).append(command);
        for (int i = 0; i < parameters.length; i += 2) {
            uri.append(i == 0 ? '?' : '&').append(parameters[i]).append('=').append(parameters[i + 1]);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri.toString())).timeout(LIMIT).POST(BodyPublishers.noBody()).build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(uri + " has failed: " + response.statusCode() + " " + response.body());
            }
            try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
                return new Answer(reader.readObject());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(uri + " has failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + uri, e);
        }
    }

    @Override
    public void close() {
        end.run();
    }

    /**
     * What a node has said.
     *
     * @param values numbers, by their names
     */
    public record Answer(JsonObject values) {

        public long number(String name) {
            return values.getJsonNumber(name).longValue();
        }

        public LongStream numbers(String name) {
            return values.getJsonArray(name).getValuesAs(JsonNumber.class).stream().mapToLong(JsonNumber::longValue);
        }
    }
}
