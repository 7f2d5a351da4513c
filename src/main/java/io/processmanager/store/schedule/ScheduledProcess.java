package io.processmanager.store.schedule;

import io.processmanager.ManagedProcess;
import io.processmanager.json.JsonMapping;
import io.processmanager.queue.Queuing;
import io.processmanager.store.entity.StoredSpecification;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Duration;

/**
 * The form in which what a schedule starts stands in the database: as a process does, with what has columns of its own
 * there.
 */
final class ScheduledProcess {

    private ScheduledProcess() {
    }

    static String write(ManagedProcess process) {
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder();
        process.givenName().ifPresent(name -> json.add("name", name));
        json.add("queuing", queuing(process.queuing()));
        return json.add("timeout_ms", process.timeout().toMillis()).add("data", process.data())
                .add("specification", JsonMapping.parse(StoredSpecification.of(process).json())).build().toString();
    }

    static ManagedProcess read(String text) {
        JsonObject json = JsonMapping.parse(text).asJsonObject();
        Duration timeout = Duration.ofMillis(json.getJsonNumber("timeout_ms").longValue());
        ManagedProcess stored = StoredSpecification.parse(json.getString("name", ""), timeout, json.getJsonObject("specification").toString()).process();
        ManagedProcess.Builder process = json.containsKey("name") ? stored.withoutSteps() : ManagedProcess.unnamed().timeout(timeout).arguments(stored.arguments()).retry(stored.retry());
        if (json.containsKey("queuing")) {
            process.queuing(queuing(json.getJsonObject("queuing")));
        }
        stored.steps().forEach(process::step);
        return process.data(json.getJsonObject("data")).build();
    }

    /** Without a time: what is checked has none. */
    private static JsonObjectBuilder queuing(Queuing queuing) {
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder().add("queue", queuing.queue()).add("priority", queuing.priority());
        queuing.delay().ifPresent(delay -> json.add("delay_ms", delay.toMillis()));
        queuing.uniqueKey().ifPresent(key -> json.add("unique_key", key));
        queuing.concurrencyKey().ifPresent(key -> json.add("concurrency_key", key));
        JsonArrayBuilder tags = JsonMapping.JSON.createArrayBuilder();
        queuing.tags().forEach(tags::add);
        return json.add("tags", tags);
    }

    private static Queuing queuing(JsonObject json) {
        return Queuing.in(json.getString("queue")).withPriority(json.getInt("priority"))
                .withDelay(json.containsKey("delay_ms") ? Duration.ofMillis(json.getJsonNumber("delay_ms").longValue()) : null)
                .withUniqueKey(json.getString("unique_key", null))
                .withConcurrencyKey(json.getString("concurrency_key", null))
                .withTags(json.getJsonArray("tags").getValuesAs(JsonString::getString).toArray(String[]::new));
    }
}
