package io.processmanager.definition.shape;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The JSON values that Java's simple types accept. JSON-B converts silently: 7 to "7", text to a number or false, 1.5
 * to int 1 and 3000000000 to -1294967296. Such values are rejected here.
 */
public final class JsonKind {

    /** Bit widths of the integer types. */
    private static final Map<Class<?>, Integer> INTEGERS = Map.of(byte.class, 8, Byte.class, 8, short.class, 16, Short.class, 16,
            int.class, 32, Integer.class, 32, long.class, 64, Long.class, 64);

    /** JSON-B accepts only digits for these: it rejects 1e2 and 1.0 without stating the location. */
    private static final Set<Class<?>> PLAIN_INTEGERS = Set.of(byte.class, Byte.class, short.class, Short.class, BigInteger.class);

    private static final Set<Class<?>> OTHER_NUMBERS = Set.of(float.class, Float.class, double.class, Double.class, Number.class, BigDecimal.class, BigInteger.class);
    private static final Set<Class<?>> BOOLEANS = Set.of(boolean.class, Boolean.class);
    private static final Set<Class<?>> CHARACTERS = Set.of(char.class, Character.class);

    /** Types mapped to JSON strings. */
    private static final List<Class<?>> TEXTS = List.of(CharSequence.class, Enum.class, UUID.class, TemporalAccessor.class, TemporalAmount.class, java.time.ZoneId.class,
            Date.class, Calendar.class, TimeZone.class, URI.class, URL.class, Path.class);

    private static final int LONGEST_LIST = 20;

    private JsonKind() {
    }

    /** @return whether the type maps to a single JSON value, without inner structure */
    static boolean isSimple(Class<?> type) {
        return INTEGERS.containsKey(type) || OTHER_NUMBERS.contains(type) || BOOLEANS.contains(type) || CHARACTERS.contains(type) || isText(type)
                || JsonValue.class.isAssignableFrom(type);
    }

    public static boolean fits(JsonValue json, Class<?> wanted) {
        JsonValue.ValueType type = json.getValueType();
        if (type == JsonValue.ValueType.NULL) {
            return !wanted.isPrimitive();
        }
        if (JsonValue.class.isAssignableFrom(wanted)) {
            return wanted.isInstance(json);
        }
        if (BOOLEANS.contains(wanted)) {
            return type == JsonValue.ValueType.TRUE || type == JsonValue.ValueType.FALSE;
        }
        if (CHARACTERS.contains(wanted)) {
            return json instanceof JsonString text && text.getChars().length() == 1;
        }
        if (INTEGERS.containsKey(wanted) || OTHER_NUMBERS.contains(wanted) || Number.class.isAssignableFrom(wanted)) {
            return json instanceof JsonNumber number && isWithin(wanted, number);
        }
        if (wanted != String.class && !isText(wanted)) {
            return true;
        }
        return json instanceof JsonString text && (!wanted.isEnum() || isConstant(wanted, text.getString()));
    }

    /** @return whether the type accepts this JSON type, though perhaps not this value */
    public static boolean isOfRightType(JsonValue json, Class<?> wanted) {
        return switch (json.getValueType()) {
            case NUMBER -> INTEGERS.containsKey(wanted) || OTHER_NUMBERS.contains(wanted);
            case STRING -> CHARACTERS.contains(wanted) || isText(wanted);
            default -> false;
        };
    }

    /** @return a description of accepted values */
    static String expected(Class<?> wanted) {
        if (BOOLEANS.contains(wanted)) {
            return "true or false";
        }
        if (CHARACTERS.contains(wanted)) {
            return "a string of one character";
        }
        if (INTEGERS.containsKey(wanted)) {
            long most = Long.MAX_VALUE >> (64 - INTEGERS.get(wanted));
            return "a whole number from " + (-most - 1) + " to " + most + (PLAIN_INTEGERS.contains(wanted) ? ", written without fraction and exponent" : "");
        }
        if (wanted == BigInteger.class) {
            return "a whole number, written without fraction and exponent";
        }
        if (wanted.isEnum()) {
            List<String> names = names(wanted);
            return "one of " + String.join(", ", names.subList(0, Math.min(LONGEST_LIST, names.size()))) + (names.size() > LONGEST_LIST ? ", …" : "");
        }
        if (OTHER_NUMBERS.contains(wanted)) {
            return "a number" + (wanted == Number.class || wanted == BigDecimal.class ? "" : " that " + an(wanted) + " can hold");
        }
        return CharSequence.class.isAssignableFrom(wanted) ? "a string" : isText(wanted) ? "a string that is " + an(wanted) : an(wanted);
    }

    /** @return the simple name with its article */
    static String an(Class<?> type) {
        String name = type.getSimpleName();
        return ("aeioAEIO".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    private static boolean isText(Class<?> type) {
        return TEXTS.stream().anyMatch(text -> text.isAssignableFrom(type));
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).collect(Collectors.toList());
    }

    private static boolean isWithin(Class<?> wanted, JsonNumber number) {
        if (PLAIN_INTEGERS.contains(wanted) && !number.toString().chars().allMatch(character -> character == '-' || character >= '0' && character <= '9')) {
            return false;
        }
        Integer bits = INTEGERS.get(wanted);
        if (bits != null) {
            return isWithin(bits, number);
        }
        boolean isFloat = wanted == float.class || wanted == Float.class;
        if (!isFloat && wanted != double.class && wanted != Double.class) {
            return true;
        }
        double value = isFloat ? (float) number.doubleValue() : number.doubleValue();
        return !Double.isInfinite(value) && (value != 0 || number.bigDecimalValue().signum() == 0);
    }

    private static boolean isWithin(int bits, JsonNumber number) {
        try {
            long value = number.longValueExact();
            return value >> (bits - 1) == value >> 63;
        } catch (ArithmeticException fractionOrTooLarge) {
            return false;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static boolean isConstant(Class<?> type, String name) {
        try {
            Enum.valueOf((Class) type, name);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
