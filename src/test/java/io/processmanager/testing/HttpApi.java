package io.processmanager.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of the HTTP API, as thin as can be: what the server says is what the test sees. Paths are relative to the API ("/processes"). */
public final class HttpApi {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    /** @param base the address of the API, without a slash at its end */
    public HttpApi(URI base) {
        this.base = base;
    }

    /** An answer of the server. */
    public record Answer(int status, HttpHeaders headers, String text) {

        /** The body as a JSON object. */
        public JsonObject body() {
            return json().asJsonObject();
        }

        /** The body as JSON of any kind. */
        public JsonValue json() {
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                return reader.readValue();
            }
        }

        /** The first value of a header, or an empty string. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    public URI uri(String path) {
        return URI.create(base + path);
    }

    /** @param headers names and values in turn */
    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** @param headers names and values in turn */
    public Answer post(String path, JsonValue body, String... headers) {
        return post(path, "application/json", body.toString(), headers);
    }

    /** A POST without a body and without a content type. */
    public Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    /** For bodies that are not what they should be. */
    public Answer post(String path, String contentType, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = contentType;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, BodyPublishers.ofString(body), all);
    }

    public Answer put(String path, JsonValue body) {
        return send("PUT", path, BodyPublishers.ofString(body.toString()), "Content-Type", "application/json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** The client beneath, for what streams (server-sent events). */
    public HttpClient client() {
        return client;
    }

    private Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(LIMIT).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri(path) + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + uri(path) + " was interrupted", e);
        }
    }
}
