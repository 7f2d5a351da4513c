package io.processmanager.parallel;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The other end of a {@link ProcessController}: reads items as lines of JSON, {@code {"id", "event", "item"}}, and answers
 * each by a line, {@code {"id", "result"}} or {@code {"id", "error": {"type", "message"}}}, in UTF-8. Ends with its input.
 */
public final class StreamWorker {

    private final Worker worker;

    public StreamWorker(Worker worker) {
        this.worker = worker;
    }

    /**
     * For the main method of a child. The answers have the standard output to themselves: what the callbacks print to it
     * goes to the error output.
     */
    public void serve() throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        serve(System.in, answers);
    }

    void serve(InputStream items, OutputStream answers) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(items, StandardCharsets.UTF_8));
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(answers, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            writer.write(answer(JsonMapping.parse(line).asJsonObject()).toString());
            writer.write('\n');
            // Not later: if the next item ends this process, the answer must not be lost with it.
            writer.flush();
        }
    }

    private JsonObject answer(JsonObject request) {
        JsonObjectBuilder answer = JsonMapping.JSON.createObjectBuilder().add("id", request.getJsonNumber("id"));
        try {
            return answer.add("result", worker.workJson(request.getString("event"), request.getOrDefault("item", JsonValue.NULL))).build();
        } catch (Throwable failed) {
            String message = failed.getMessage();
            return answer.add("error", JsonMapping.JSON.createObjectBuilder().add("type", failed.getClass().getName())
                    .add("message", message == null ? JsonValue.NULL : JsonMapping.JSON.createValue(message))).build();
        }
    }
}
