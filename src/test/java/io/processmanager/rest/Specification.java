package io.processmanager.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;

/** A specification as a client writes it. JSON is given with single quotes, which are easier to read in Java. */
public final class Specification {

    private final JsonObjectBuilder specification = Json.createObjectBuilder();
    private final JsonObjectBuilder steps = Json.createObjectBuilder();

    private Specification(String name) {
        specification.add("name", name);
    }

    public static Specification named(String name) {
        return new Specification(name);
    }

    /** JSON of any kind, written with single quotes. */
    static JsonValue json(String quoted) {
        try (JsonReader reader = Json.createReader(new StringReader(quoted.replace('\'', '"')))) {
            return reader.readValue();
        }
    }

    /** @param args the arguments of the step, each as JSON with single quotes */
    public Specification step(String name, String type, String... args) {
        return stepOf(name, "{'type': '" + type + "', 'args': [" + String.join(", ", args) + "]}");
    }

    Specification stepOf(String name, String step) {
        steps.add(name, json(step));
        return this;
    }

    public Specification with(String field, String value) {
        specification.add(field, json(value));
        return this;
    }

    JsonObject json() {
        return specification.add("steps", steps).build();
    }
}
