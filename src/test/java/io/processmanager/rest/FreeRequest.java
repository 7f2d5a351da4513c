package io.processmanager.rest;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests that no well-behaved client makes: any method, any bytes, announced or not. */
final class FreeRequest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private FreeRequest() {
    }

    /** @param headers names and values in turn */
    static Answer send(HttpApi api, String method, String path, BodyPublisher body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path)).timeout(LIMIT).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = api.client().send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    static Answer send(HttpApi api, String method, String path) throws IOException, InterruptedException {
        return send(api, method, path, BodyPublishers.noBody());
    }

    static Answer postBytes(HttpApi api, String path, byte[] body) throws IOException, InterruptedException {
        return send(api, "POST", path, BodyPublishers.ofByteArray(body), "Content-Type", "application/json");
    }

    /**
     * Sends text as it is, ends the sending and reads what comes back until the server closes the connection.
     *
     * @param lines the request, its lines as HTTP wants them but for the carriage returns
     * @return the whole response, status line and all
     */
    static String raw(int port, String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
