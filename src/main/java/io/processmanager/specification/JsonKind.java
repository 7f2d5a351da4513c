package io.processmanager.specification;

import jakarta.json.JsonValue;

/** Names kinds of JSON values in messages. */
public final class JsonKind {

    private JsonKind() {
    }

    /**
     * @param value any value
     * @return its kind with an article, like "an array"
     */
    public static String of(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "a boolean";
            case NULL -> "null";
        };
    }
}
