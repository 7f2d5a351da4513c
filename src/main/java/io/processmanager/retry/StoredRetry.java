package io.processmanager.retry;

import io.processmanager.Retry;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.Optional;

/** The form of a retry policy in the database: the parts that are given. */
public final class StoredRetry {

    private StoredRetry() {
    }

    /**
     * @param policy a policy
     * @return its stored form; empty if nothing is given
     */
    public static Optional<JsonObject> write(Retry policy) {
        if (policy.equals(Retry.INHERITED)) {
            return Optional.empty();
        }
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder();
        policy.maxRetries().ifPresent(value -> json.add("max_retries", value));
        policy.delay().ifPresent(value -> json.add("delay_ms", value.toMillis()));
        policy.factor().ifPresent(value -> json.add("factor", value));
        policy.maxDelay().ifPresent(value -> json.add("max_delay_ms", value.toMillis()));
        policy.jitter().ifPresent(value -> json.add("jitter", value));
        policy.neverOn().ifPresent(names -> {
            JsonArrayBuilder array = JsonMapping.JSON.createArrayBuilder();
            names.forEach(array::add);
            json.add("never_on", array);
        });
        return Optional.of(json.build());
    }

    /**
     * @param json written by {@link #write}
     * @return the policy
     */
    public static Retry read(JsonObject json) {
        Retry policy = Retry.INHERITED;
        if (json.containsKey("max_retries")) {
            policy = policy.withMaxRetries(json.getInt("max_retries"));
        }
        if (json.containsKey("delay_ms")) {
            policy = policy.withDelay(Duration.ofMillis(json.getJsonNumber("delay_ms").longValue()));
        }
        if (json.containsKey("factor")) {
            policy = policy.withFactor(json.getJsonNumber("factor").doubleValue());
        }
        if (json.containsKey("max_delay_ms")) {
            policy = policy.withMaxDelay(Duration.ofMillis(json.getJsonNumber("max_delay_ms").longValue()));
        }
        if (json.containsKey("jitter")) {
            policy = policy.withJitter(json.getJsonNumber("jitter").doubleValue());
        }
        return json.containsKey("never_on") ? policy.withNeverOn(json.getJsonArray("never_on").getValuesAs(JsonString::getString)) : policy;
    }
}
