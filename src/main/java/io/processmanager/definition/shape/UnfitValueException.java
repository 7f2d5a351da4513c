package io.processmanager.definition.shape;

import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;

/** A JSON value is none that its Java type can have without being changed. The values around it add where it stands, from the inside to the outside. */
public final class UnfitValueException extends IllegalArgumentException {

    private static final int LONGEST_SHOWN = 60;

    /** The names (String) and indices (Integer) that lead to the value, the outermost first. */
    private final transient Deque<Object> place = new ArrayDeque<>();
    private final String expected;
    private final transient JsonValue given;
    private final boolean isNull;
    private String member = "";

    UnfitValueException(String expected, JsonValue given) {
        this(expected, given, null);
    }

    /**
     * @param expected which values would fit
     * @param given the value
     * @param cause why it does not fit, if that is known
     */
    UnfitValueException(String expected, JsonValue given, Throwable cause) {
        super(expected, cause);
        this.expected = expected;
        this.given = given;
        this.isNull = given.getValueType() == JsonValue.ValueType.NULL;
    }

    /** @return this, one level further out */
    UnfitValueException in(Object nameOrIndex) {
        place.addFirst(nameOrIndex);
        return this;
    }

    /**
     * @param of what the value was meant for, for instance {@code the component 'quantity' of Order}; counts only if it is said before anything else
     * @param type its type
     * @return this
     */
    UnfitValueException meantFor(String of, Class<?> type) {
        if (place.isEmpty() && member.isEmpty()) {
            member = isNull ? of + " is " + JsonKind.an(type) + " and cannot be null" : " for " + of + ", " + JsonKind.an(type);
        }
        return this;
    }

    /** @return where it stands, as a JSON pointer (RFC 6901); empty for the whole */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        place.forEach(part -> pointer.append('/').append(part.toString().replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    /** @return where it stands, as violations name it: {@code .items[3].quantity} */
    public String path() {
        StringBuilder path = new StringBuilder();
        place.forEach(part -> path.append(part instanceof Integer ? "[" + part + "]" : "." + part));
        return path.toString();
    }

    /** @return what is wrong and what would be right, without the place */
    public String complaint() {
        return isNull && !member.isEmpty() ? member : "expected " + expected + member + ", got " + shown();
    }

    @Override
    public String getMessage() {
        return (place.isEmpty() ? "" : pointer() + ": ") + complaint();
    }

    private String shown() {
        if (given instanceof JsonStructure) {
            return given.getValueType() == JsonValue.ValueType.ARRAY ? "an array" : "an object";
        }
        String text = given instanceof JsonString string ? "the string \"" + string.getString() + "\"" : given.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
