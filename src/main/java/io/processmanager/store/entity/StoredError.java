package io.processmanager.store.entity;

import io.processmanager.json.JsonMapping;
import io.processmanager.text.StorableText;
import io.processmanager.view.ProcessError;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The stored form of an error. What matters most comes first: lists read only its beginning. */
public final class StoredError {

    /** Characters needed by {@link #readBeginning}. */
    public static final int BEGINNING = 8_000;

    /** Length of the extra beginning stored for longer messages, which always fits. */
    private static final int MESSAGE_BEGINNING = 500;

    private StoredError() {
    }

    public static String write(ProcessError error) {
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder().add("step", error.step()).add("attempt", error.attempt())
                .add("type", error.type());
        error.code().ifPresent(code -> json.add("code", code));
        if (error.message().length() > MESSAGE_BEGINNING) {
            json.add("beginning", StorableText.beginning(error.message(), MESSAGE_BEGINNING) + "…");
        }
        json.add("message", error.message());
        error.stack().ifPresent(stack -> json.add("stack", stack));
        return json.build().toString();
    }

    public static ProcessError read(String text) {
        JsonObject json = JsonMapping.parse(text).asJsonObject();
        return ProcessError.of(json.getString("step"), json.getInt("attempt"), json.getString("type"), json.getString("message"))
                .withCode(json.containsKey("code") ? Optional.of(json.getInt("code")) : Optional.empty())
                .withStack(Optional.ofNullable(json.getString("stack", null)));
    }

    /**
     * @param beginning the beginning of a stored error, or all of it
     * @return the error, without its stack or the rest of its message if these do not fit
     */
    public static ProcessError readBeginning(String beginning) {
        Map<String, String> fields = fieldsOf(beginning);
        return ProcessError.of(fields.getOrDefault("step", ""), Integer.parseInt(fields.getOrDefault("attempt", "0")), fields.getOrDefault("type", ""),
                fields.getOrDefault("message", fields.getOrDefault("beginning", "…")))
                .withCode(Optional.ofNullable(fields.get("code")).map(Integer::valueOf))
                .withStack(Optional.ofNullable(fields.get("stack")));
    }

    /** Parses until the text is cut off. */
    private static Map<String, String> fieldsOf(String beginning) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JsonMapping.parser(beginning)) {
            String name = "";
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case KEY_NAME -> name = parser.getString();
                    case VALUE_STRING, VALUE_NUMBER -> fields.put(name, parser.getString());
                    default -> { }
                }
            }
        } catch (JsonException | NoSuchElementException cutOff) {
            return fields;
        }
        return fields;
    }
}
