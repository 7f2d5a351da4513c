package io.processmanager.rest.representation;

import io.processmanager.json.JsonMapping;
import io.processmanager.queue.QueueInfo;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Queues as JSON. */
public final class QueueRepresentation {

    private QueueRepresentation() {
    }

    public static JsonObject all(List<QueueInfo> queues) {
        return new Fields().json("items", Fields.array(queues, QueueRepresentation::queue)).build();
    }

    public static JsonObject queue(QueueInfo queue) {
        return new Fields()
                .text("name", queue.name())
                .json("max_concurrent", number(queue.limits().maxConcurrent()))
                .json("max_concurrent_per_key", number(queue.limits().maxConcurrentPerKey()))
                .json("rate", queue.limits().rate().<JsonValue>map(rate -> new Fields().number("count", rate.count()).seconds("period", rate.period()).build()).orElse(JsonValue.NULL))
                .flag("paused", queue.paused())
                .number("queued", queue.queued())
                .number("running", queue.running())
                .json("oldest_due_age", queue.oldestDueAge().<JsonValue>map(age -> new Fields().seconds("age", age).build().getJsonNumber("age")).orElse(JsonValue.NULL))
                .build();
    }

    private static JsonValue number(Optional<Integer> value) {
        return value.<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL);
    }
}
