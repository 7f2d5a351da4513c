package io.processmanager.execution;

import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/** JSON-B converts generously: 7 becomes "7", and any text a number. Where a caller has mistaken the kind of an argument, we say so instead. */
final class JsonKind {

    private static final Map<Class<?>, JsonValue.ValueType> KINDS = Map.of(
            String.class, JsonValue.ValueType.STRING,
            CharSequence.class, JsonValue.ValueType.STRING);

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, short.class, byte.class, float.class, double.class);

    private JsonKind() {
    }

    static boolean fits(JsonValue json, Class<?> wanted) {
        JsonValue.ValueType type = json.getValueType();
        if (type == JsonValue.ValueType.NULL) {
            return !wanted.isPrimitive();
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return type == JsonValue.ValueType.TRUE || type == JsonValue.ValueType.FALSE;
        }
        if (NUMBERS.contains(wanted) || Number.class.isAssignableFrom(wanted)) {
            return type == JsonValue.ValueType.NUMBER;
        }
        return !KINDS.containsKey(wanted) || KINDS.get(wanted) == type;
    }
}
