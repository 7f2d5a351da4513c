package io.processmanager.store.entity;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.isolation.Resources;
import io.processmanager.json.JsonMapping;
import io.processmanager.queue.Queuing;
import io.processmanager.retry.StoredRetry;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The stored form of steps and arguments. Absent values are omitted: it is read at every claim.
 *
 * @param json steps and arguments
 */
public record StoredSpecification(ManagedProcess process, String json) {

    public static StoredSpecification of(ManagedProcess process) {
        JsonObjectBuilder steps = JsonMapping.JSON.createObjectBuilder();
        process.steps().forEach((name, step) -> steps.add(name, write(step)));
        JsonObjectBuilder all = JsonMapping.JSON.createObjectBuilder().add("steps", steps);
        if (!process.arguments().isEmpty()) {
            all.add("arguments", process.arguments());
        }
        StoredRetry.write(process.retry()).ifPresent(policy -> all.add("retry", policy));
        return new StoredSpecification(process, all.build().toString());
    }

    /** Reads the form of {@link #of}; name, data and timeout have their own columns. */
    public static StoredSpecification parse(String name, Duration timeout, String json) {
        return parse(name, timeout, Queuing.DEFAULT, json);
    }

    /** Likewise, with what is known of how it waits. */
    static StoredSpecification parse(String name, Duration timeout, Queuing queuing, String json) {
        JsonObject all = JsonMapping.parse(json).asJsonObject();
        ManagedProcess.Builder process = ManagedProcess.named(name).timeout(timeout).queuing(queuing);
        for (Map.Entry<String, JsonValue> step : all.getJsonObject("steps").entrySet()) {
            process.step(step.getKey(), read(step.getValue().asJsonObject()));
        }
        if (all.containsKey("arguments")) {
            process.arguments(all.getJsonObject("arguments"));
        }
        if (all.containsKey("retry")) {
            process.retry(StoredRetry.read(all.getJsonObject("retry")));
        }
        return new StoredSpecification(process.build(), json);
    }

    /**
     * @param json written by {@link #of}
     * @return the names of its steps, in order
     */
    public static List<String> stepNames(String json) {
        return List.copyOf(JsonMapping.parse(json).asJsonObject().getJsonObject("steps").keySet());
    }

    private static JsonObject write(StepSpec step) {
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder();
        json.add(step.type() != null ? "type" : "class", step.typeOrClass());
        if (!step.args().isEmpty()) {
            json.add("args", array(step.args()));
        }
        if (!step.services().isEmpty()) {
            json.add("services", array(step.services().stream().<JsonValue>map(JsonMapping.JSON::createValue).toList()));
        }
        if (step.timeout() != null) {
            json.add("timeout_ms", step.timeout().toMillis());
        }
        StoredRetry.write(step.retry()).ifPresent(policy -> json.add("retry", policy));
        if (step.resources().isIsolated()) {
            json.add("isolation", "process");
        }
        step.resources().memory().ifPresent(memory -> json.add("memory", memory));
        step.resources().threads().ifPresent(threads -> json.add("threads", threads));
        step.compensation().ifPresent(compensation -> json.add("compensation", write(compensation)));
        return json.build();
    }

    private static JsonArrayBuilder array(List<JsonValue> values) {
        JsonArrayBuilder array = JsonMapping.JSON.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }

    private static StepSpec read(JsonObject json) {
        StepSpec step = json.containsKey("type") ? StepSpec.ofType(json.getString("type")) : StepSpec.ofClass(json.getString("class"));
        if (json.containsKey("args")) {
            step = step.withArgs(json.getJsonArray("args"));
        }
        if (json.containsKey("services")) {
            step = step.withServices(json.getJsonArray("services").getValuesAs(JsonString::getString).toArray(String[]::new));
        }
        if (json.containsKey("timeout_ms")) {
            step = step.withTimeout(Duration.ofMillis(json.getJsonNumber("timeout_ms").longValue()));
        }
        if (json.containsKey("retry")) {
            step = step.withRetry(StoredRetry.read(json.getJsonObject("retry")));
        }
        Resources resources = json.containsKey("isolation") ? Resources.DEFAULT.isolated() : Resources.DEFAULT;
        resources = json.containsKey("memory") ? resources.withMemory(json.getInt("memory")) : resources;
        resources = json.containsKey("threads") ? resources.withThreads(json.getInt("threads")) : resources;
        step = resources.equals(Resources.DEFAULT) ? step : step.withResources(resources);
        if (json.containsKey("compensation")) {
            step = step.withCompensation(read(json.getJsonObject("compensation")));
        }
        // As it was written before there were policies.
        return json.containsKey("max_retries") ? step.withMaxRetries(json.getInt("max_retries")) : step;
    }
}
