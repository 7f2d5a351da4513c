package io.processmanager.store.schedule;

import io.processmanager.ManagedProcess;
import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.StoredSpecification;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
        return json.add("timeout_ms", process.timeout().toMillis()).add("data", process.data())
                .add("specification", JsonMapping.parse(StoredSpecification.of(process).json())).build().toString();
    }

    static ManagedProcess read(String text) {
        JsonObject json = JsonMapping.parse(text).asJsonObject();
        Duration timeout = Duration.ofMillis(json.getJsonNumber("timeout_ms").longValue());
        ManagedProcess stored = StoredSpecification.parse(json.getString("name", ""), timeout, json.getJsonObject("specification").toString()).process();
        ManagedProcess.Builder process = json.containsKey("name") ? stored.withoutSteps() : ManagedProcess.unnamed().timeout(timeout).arguments(stored.arguments());
        stored.steps().forEach(process::step);
        return process.data(json.getJsonObject("data")).build();
    }
}
