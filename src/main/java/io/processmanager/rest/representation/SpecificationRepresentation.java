package io.processmanager.rest.representation;

import io.processmanager.ManagedProcess;
import io.processmanager.Retry;
import io.processmanager.StepSpec;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;

/** How the specification of a process looks in JSON: as it may be sent again. */
final class SpecificationRepresentation {

    private SpecificationRepresentation() {
    }

    static JsonObject of(ManagedProcess process) {
        Fields steps = new Fields();
        process.steps().forEach((name, step) -> steps.json(name, step(step)));
        return new Fields()
                .text("name", process.givenName())
                .json("steps", steps.build())
                .json("data", process.data())
                .seconds("timeout", process.timeout())
                .json("arguments", process.arguments())
                .json("retry", retry(process.retry()))
                .text("queue", process.queuing().queue())
                .number("priority", process.queuing().priority())
                .json("delay", process.queuing().delay().map(SpecificationRepresentation::seconds).orElse(JsonValue.NULL))
                .text("unique_key", process.queuing().uniqueKey())
                .text("concurrency_key", process.queuing().concurrencyKey())
                .json("tags", Fields.array(process.queuing().tags(), Fields::string))
                .build();
    }

    private static JsonValue retry(Retry policy) {
        return policy.equals(Retry.INHERITED) ? JsonValue.NULL : new Fields()
                .number("max_retries", policy.maxRetries().map(Integer::longValue))
                .json("delay", policy.delay().map(SpecificationRepresentation::seconds).orElse(JsonValue.NULL))
                .json("factor", policy.factor().<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL))
                .json("max_delay", policy.maxDelay().map(SpecificationRepresentation::seconds).orElse(JsonValue.NULL))
                .json("jitter", policy.jitter().<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL))
                .json("never_on", policy.neverOn().<JsonValue>map(names -> Fields.array(names, Fields::string)).orElse(JsonValue.NULL))
                .build();
    }

    private static JsonValue seconds(Duration duration) {
        return new Fields().seconds("seconds", duration).build().get("seconds");
    }

    private static JsonObject step(StepSpec step) {
        return fields(step)
                .json("compensation", step.compensation().<JsonValue>map(compensation -> fields(compensation).build()).orElse(JsonValue.NULL))
                .build();
    }

    private static Fields fields(StepSpec step) {
        return new Fields()
                .text(step.type() != null ? "type" : "class", step.typeOrClass())
                .json("args", Fields.array(step.args(), arg -> arg))
                .json("services", Fields.array(step.services(), Fields::string))
                .json("timeout", step.timeout() == null ? JsonValue.NULL : seconds(step.timeout()))
                .json("retry", retry(step.retry()))
                .text("isolation", step.resources().isIsolated() ? "process" : "thread")
                .number("memory", step.resources().memory().map(Integer::longValue))
                .number("threads", step.resources().threads().map(Integer::longValue));
    }
}
