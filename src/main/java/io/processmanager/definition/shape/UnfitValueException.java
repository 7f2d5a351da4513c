package io.processmanager.definition.shape;

import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;

/** A JSON value does not fit its Java type without loss. Enclosing values add the path, from the inside out. */
public final class UnfitValueException extends IllegalArgumentException {

    private static final int LONGEST_SHOWN = 60;

    private transient JsonPlace place = JsonPlace.WHOLE;
    private final String expected;
    private final transient JsonValue given;
    private final boolean isNull;
    private String member = "";

    UnfitValueException(String expected, JsonValue given) {
        this(expected, given, null);
    }

    /** @param cause may be null */
    UnfitValueException(String expected, JsonValue given, Throwable cause) {
        super(expected, cause);
        this.expected = expected;
        this.given = given;
        this.isNull = given.getValueType() == JsonValue.ValueType.NULL;
    }

    /** Prepends a path element. */
    UnfitValueException in(Object nameOrIndex) {
        place = place.in(nameOrIndex);
        return this;
    }

    /**
     * Names the target; only the innermost call counts.
     *
     * @param of the target, e.g. {@code the component 'quantity' of Order}
     * @param type its type
     */
    UnfitValueException meantFor(String of, Class<?> type) {
        if (isWhole() && member.isEmpty()) {
            member = isNull ? of + " is " + JsonKind.an(type) + " and cannot be null" : " for " + of + ", " + JsonKind.an(type);
        }
        return this;
    }

    /** @return the path as a JSON pointer (RFC 6901); empty for the root */
    String pointer() {
        return place.pointer();
    }

    /** @return the path as in violations: {@code .items[3].quantity} */
    public String path() {
        return place.path();
    }

    /** @return the message without the path */
    public String complaint() {
        return isNull && !member.isEmpty() ? member : "expected " + expected + member + ", got " + shown();
    }

    @Override
    public String getMessage() {
        return (isWhole() ? "" : pointer() + ": ") + complaint();
    }

    private boolean isWhole() {
        return place.parts().isEmpty();
    }

    private String shown() {
        if (given instanceof JsonStructure) {
            return given.getValueType() == JsonValue.ValueType.ARRAY ? "an array" : "an object";
        }
        String text = given instanceof JsonString string ? "the string \"" + string.getString() + "\"" : given.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
