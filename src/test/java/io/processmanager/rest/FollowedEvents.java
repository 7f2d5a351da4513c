package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of a process, read line by line as they come, as {@code curl -N} and a browser's EventSource do. */
final class FollowedEvents implements AutoCloseable {

    private static final Event END = new Event("", "", "");
    private static final int LIMIT_SECONDS = 60;

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** One event: its lines are put together as the WHATWG's specification says. */
    record Event(String name, String id, String data) {

        JsonObject process() {
            try (JsonReader reader = Json.createReader(new StringReader(data))) {
                return reader.readObject();
            }
        }

        String status() {
            return process().getString("status");
        }

        long revision() {
            return Long.parseLong(id);
        }
    }

    private FollowedEvents(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    /** Begins to follow a process; whether that is allowed is for {@link #status()} to say. */
    static FollowedEvents of(HttpApi api, String pid, String... headers) throws IOException, InterruptedException {
        return at(api, "/processes/" + pid + "/events", headers);
    }

    /** Likewise at an address with parameters. */
    static FollowedEvents at(HttpApi api, String address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(address)).header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new FollowedEvents(api.client().send(request.build(), BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    HttpHeaders headers() {
        return response.headers();
    }

    /** The next event, which must come before the stream ends. */
    Event next() throws InterruptedException {
        Event event = take();
        assertNotSame(END, event, "the stream has ended where an event was expected");
        return event;
    }

    /** All events until the stream ends. */
    List<Event> untilEnd() throws InterruptedException {
        List<Event> all = new ArrayList<>();
        for (Event event = take(); event != END; event = take()) {
            all.add(event);
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }

    private Event take() throws InterruptedException {
        Event event = events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, "neither an event nor the end came within " + LIMIT_SECONDS + " s");
        return event;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    event.add(line);
                } else if (!value("data", event).isEmpty()) {
                    events.add(new Event(value("event", event), value("id", event), value("data", event)));
                    event.clear();
                }
            }
        } catch (IOException closedOrBroken) {
            return;
        }
        events.add(END);
    }

    private static String value(String field, List<String> event) {
        return String.join("\n", event.stream().filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).stripLeading()).toList());
    }
}
