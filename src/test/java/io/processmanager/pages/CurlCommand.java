package io.processmanager.pages;

import io.processmanager.testing.HttpApi;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of curl on a page, so far as the pages use curl.
 *
 * @param method the HTTP method
 * @param address relative to the API if it begins with a slash; {@code $PID} stands for a pid
 * @param headers names and values in turn
 * @param body empty if there is none
 */
record CurlCommand(String method, String address, List<String> headers, String body) {

    private static final String CURL = "curl ";
    private static final String API = "$API";
    private static final String PID = "$PID";

    /** The calls in a text of shell commands, in order. */
    static List<CurlCommand> in(String text) {
        List<CurlCommand> commands = new ArrayList<>();
        for (int at = text.indexOf(CURL); at >= 0; at = text.indexOf(CURL, at + 1)) {
            commands.add(of(ShellWords.of(text.substring(at + CURL.length()))));
        }
        return commands;
    }

    private static CurlCommand of(List<String> words) {
        String address = "";
        String body = "";
        String method = "";
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-s", "-N", "-sN" -> { }
                case "-H" -> headers.addAll(List.of(words.get(++i).split(": ", 2)));
                case "-X" -> method = words.get(++i);
                case "--data" -> body = words.get(++i);
                default -> address = words.get(i);
            }
        }
        if (address.startsWith("-") || address.isEmpty()) {
            throw new AssertionError("This test does not know what curl does with " + words);
        }
        return new CurlCommand(!method.isEmpty() ? method : body.isEmpty() ? "GET" : "POST", address.replace(API, ""), headers, read(body));
    }

    private static String read(String data) {
        try {
            return data.startsWith("@") ? Files.readString(Page.PROJECT.resolve(data.substring(1))) : data;
        } catch (IOException e) {
            throw new AssertionError("cannot read what " + data + " names", e);
        }
    }

    /** The method and the address, which is what a call is recognized by. */
    String call() {
        return method + " " + address;
    }

    /** @param pid what {@code $PID} stands for */
    HttpApi.Answer send(HttpApi api, String pid) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(address.replace(PID, pid)))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        HttpResponse<String> response = api.client().send(request.build(), BodyHandlers.ofString());
        return new HttpApi.Answer(response.statusCode(), response.headers(), response.body());
    }
}
