package io.processmanager.execution.remote;

import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.json.JsonMapping;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.view.ProcessError;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is said to a child and what it answers. {@code RemoteMain} has the other side. */
final class Messages {

    static final JsonObject STOP = JsonMapping.JSON.createObjectBuilder().add("stop", true).build();

    private Messages() {
    }

    /** @param className the class of the step, which may be unknown by its type there */
    static JsonObject request(StepAttempt attempt, String className, JsonObject arguments, Instant deadline, int threads, int mostBytes) {
        JsonObjectBuilder request = JsonMapping.JSON.createObjectBuilder().add("class", className).add("args", JsonMapping.JSON.createArrayBuilder(attempt.spec().args()))
                .add("input", attempt.input()).add("step", attempt.stepName()).add("attempt", attempt.number()).add("arguments", arguments)
                .add("deadline", deadline.toEpochMilli()).add("threads", threads).add("most_bytes", mostBytes);
        attempt.pid().ifPresent(pid -> request.add("pid", pid));
        attempt.kept().stored().ifPresent(kept -> request.add("kept", JsonMapping.parse(kept)));
        return request.build();
    }

    static JsonObject withMark(JsonObject request, String mark) {
        return JsonMapping.JSON.createObjectBuilder(request).add("mark", mark).build();
    }

    /** @param refusal why it was not kept; empty if it was */
    static JsonObject kept(Optional<String> refusal) {
        JsonObjectBuilder kept = JsonMapping.JSON.createObjectBuilder().add("kept", refusal.isEmpty());
        refusal.ifPresent(reason -> kept.add("reason", reason));
        return kept.build();
    }

    static ProcessError error(JsonObject error) {
        return ProcessError.of(error.getString("step"), error.getInt("attempt"), error.getString("type"), error.getString("message"))
                .withCode(error.get("code") instanceof JsonNumber code ? Optional.of(code.intValue()) : Optional.empty())
                .withStack(error.get("stack") instanceof JsonString stack ? Optional.of(stack.getString()) : Optional.empty());
    }

    static RetryAdvice advice(JsonObject error) {
        JsonObject advice = error.getJsonObject("advice");
        List<String> types = advice.getJsonArray("types").getValuesAs(JsonString::getString);
        Optional<Duration> after = advice.get("after") instanceof JsonNumber millis ? Optional.of(Duration.ofMillis(millis.longValue())) : Optional.empty();
        return new RetryAdvice(types, advice.getBoolean("final"), after, advice.getBoolean("obeys_ceiling"));
    }
}
