package io.processmanager.store;

import io.processmanager.JsonMapping;
import io.processmanager.ProcessError;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** The form in which an error stands in the database. */
final class StoredError {

    private StoredError() {
    }

    static String write(ProcessError error) {
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder().add("step", error.step()).add("attempt", error.attempt())
                .add("type", error.type()).add("message", error.message());
        error.code().ifPresent(code -> json.add("code", code));
        error.stack().ifPresent(stack -> json.add("stack", stack));
        return json.build().toString();
    }

    static ProcessError read(String text) {
        JsonObject json = JsonMapping.parse(text).asJsonObject();
        return new ProcessError(json.getString("step"), json.getInt("attempt"), json.getString("type"),
                json.containsKey("code") ? Optional.of(json.getInt("code")) : Optional.empty(), json.getString("message"),
                Optional.ofNullable(json.getString("stack", null)));
    }
}
