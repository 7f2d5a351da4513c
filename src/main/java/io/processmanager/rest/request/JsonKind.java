package io.processmanager.rest.request;

import jakarta.json.JsonValue;

/** The kinds of JSON values in words. */
final class JsonKind {

    private JsonKind() {
    }

    static String of(JsonValue value) {
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
