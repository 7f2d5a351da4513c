package io.processmanager.execution;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * JSON-B converts generously: 7 becomes "7", any text a number, and 1.5 an int of 1. Where a caller has mistaken the kind of an argument, we say so
 * instead.
 */
final class JsonKind {

    /** The bits of the integer types. */
    private static final Map<Class<?>, Integer> INTEGERS = Map.of(byte.class, 8, Byte.class, 8, short.class, 16, Short.class, 16,
            int.class, 32, Integer.class, 32, long.class, 64, Long.class, 64);

    private static final Set<Class<?>> FLOATS = Set.of(float.class, double.class);

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
        if (INTEGERS.containsKey(wanted)) {
            return json instanceof JsonNumber number && fits(number, INTEGERS.get(wanted));
        }
        if (FLOATS.contains(wanted) || Number.class.isAssignableFrom(wanted)) {
            return type == JsonValue.ValueType.NUMBER;
        }
        return !CharSequence.class.isAssignableFrom(wanted) || type == JsonValue.ValueType.STRING;
    }

    private static boolean fits(JsonNumber number, int bits) {
        try {
            long value = number.bigDecimalValue().longValueExact();
            return value >> (bits - 1) == value >> 63;
        } catch (ArithmeticException fractionOrTooLarge) {
            return false;
        }
    }
}
