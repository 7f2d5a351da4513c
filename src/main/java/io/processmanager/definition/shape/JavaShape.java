package io.processmanager.definition.shape;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.util.HashMap;
import java.util.Map;

/** The JSON that a Java type accepts without loss. Created once per type by {@link JavaShapes}. */
sealed interface JavaShape {

    /** How closely to check simple values. */
    enum Care {
        /** Kind and range only: cheap, for every value. */
        KIND,
        /** Whether JSON-B accepts them: to locate a failure. */
        MAPPING
    }

    /**
     * @param json any value
     * @param care how closely to check
     * @throws UnfitValueException if a value does not fit
     */
    void check(JsonValue json, Care care);

    /** @param name the Java name of a member, or the index or key of an element */
    default Part part(Object name) {
        return new Part(name, Anything.ANYTHING);
    }

    /** @param jsonName a name (String) or index (Integer) */
    record Part(Object jsonName, JavaShape shape) {
    }

    /** Left to JSON-B: has an adapter, deserializer or format, or is unknown. */
    record Anything() implements JavaShape {
        static final Anything ANYTHING = new Anything();

        @Override
        public void check(JsonValue json, Care care) {
            // accepts everything
        }
    }

    /** A number, text or boolean, see {@link JsonKind}. */
    record Simple(Class<?> type) implements JavaShape {
        @Override
        public void check(JsonValue json, Care care) {
            if (!JsonKind.fits(json, type)) {
                throw new UnfitValueException(JsonKind.expected(type), json);
            }
            if (care == Care.MAPPING && !JsonValue.class.isAssignableFrom(type)) {
                try {
                    JsonMapping.fromJson(json, type);
                } catch (JsonbException | JsonException | IllegalArgumentException refused) {
                    throw new UnfitValueException(JsonKind.expected(type), json, refused);
                }
            }
        }
    }

    /** An array or collection. */
    record Sequence(JavaShape element) implements JavaShape {
        @Override
        public void check(JsonValue json, Care care) {
            if (json.getValueType() == JsonValue.ValueType.NULL) {
                return;
            }
            if (!(json instanceof JsonArray array)) {
                throw new UnfitValueException("an array", json);
            }
            if (element == Anything.ANYTHING) {
                return;
            }
            int index = 0;
            for (JsonValue value : array) {
                checkWithin(element, value, index++, care);
            }
        }

        @Override
        public Part part(Object index) {
            return new Part(index, element);
        }
    }

    /** A map: an object or, as JSON-B writes maps with complex keys, an array of key/value objects. */
    record Entries(JavaShape key, JavaShape value) implements JavaShape {

        private static final String EXPECTED = "an object";

        @Override
        public void check(JsonValue json, Care care) {
            if (json instanceof JsonObject object) {
                object.forEach((name, content) -> {
                    checkKey(name);
                    checkWithin(value, content, name, care);
                });
            } else if (json instanceof JsonArray array) {
                for (int i = 0; i < array.size(); i++) {
                    checkEntry(array.get(i), i, care);
                }
            } else if (json.getValueType() != JsonValue.ValueType.NULL) {
                throw new UnfitValueException(EXPECTED, json);
            }
        }

        @Override
        public Part part(Object name) {
            return new Part(name, value);
        }

        private void checkEntry(JsonValue json, int index, Care care) {
            if (!(json instanceof JsonObject entry) || !entry.containsKey("key") || !entry.containsKey("value")) {
                throw new UnfitValueException("an object with key and value, as an entry of a map", json).in(index);
            }
            try {
                checkWithin(key, entry.get("key"), "key", care);
                checkWithin(value, entry.get("value"), "value", care);
            } catch (UnfitValueException unfit) {
                throw unfit.in(index);
            }
        }

        /** A key is always text and must represent a value of its type. */
        private void checkKey(String name) {
            if (!(key instanceof Simple simple) || CharSequence.class.isAssignableFrom(simple.type())) {
                return;
            }
            JsonValue text = JsonMapping.JSON.createValue(name);
            if (!JsonKind.fits(text, simple.type()) && !fitsUnquoted(name, simple.type())) {
                throw new UnfitValueException(JsonKind.expected(simple.type()) + " as a key", text).in(name);
            }
        }

        private static boolean fitsUnquoted(String name, Class<?> type) {
            try {
                return JsonKind.fits(JsonMapping.parse(name), type);
            } catch (JsonException | NumberFormatException | UnsupportedOperationException noValue) {
                return false;
            }
        }
    }

    /** An object: a record or bean. Unknown members are ignored. */
    final class Members implements JavaShape {

        /**
         * @param name for messages
         */
        record Member(JavaShape shape, String javaName, String name, Class<?> type) {
        }

        private final Map<String, Member> members = new HashMap<>();
        private final Map<String, JavaShape> subtypes = new HashMap<>();
        private String subtypeKey;

        /** Called during creation only: a class may refer to itself. */
        void add(String name, Member member) {
            members.put(name, member);
        }

        /** Called during creation only. */
        void addSubtype(String key, String alias, JavaShape shape) {
            subtypeKey = key;
            subtypes.put(alias, shape);
        }

        @Override
        public void check(JsonValue json, Care care) {
            if (json.getValueType() == JsonValue.ValueType.NULL) {
                return;
            }
            if (!(json instanceof JsonObject object)) {
                throw new UnfitValueException("an object", json);
            }
            if (subtypeKey != null && object.get(subtypeKey) instanceof JsonString alias && subtypes.containsKey(alias.getString())
                    && subtypes.get(alias.getString()) != this) {
                subtypes.get(alias.getString()).check(json, care);
                return;
            }
            for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
                Member member = members.get(entry.getKey());
                if (member != null) {
                    check(entry.getValue(), member, entry.getKey(), care);
                }
            }
        }

        @Override
        public Part part(Object javaName) {
            return members.entrySet().stream().filter(entry -> entry.getValue().javaName().equals(javaName)).findFirst()
                    .map(entry -> new Part(entry.getKey(), entry.getValue().shape())).orElseGet(() -> JavaShape.super.part(javaName));
        }

        private static void check(JsonValue value, Member member, String name, Care care) {
            try {
                member.shape().check(value, care);
            } catch (UnfitValueException unfit) {
                throw unfit.meantFor(member.name(), member.type()).in(name);
            }
        }
    }

    private static void checkWithin(JavaShape shape, JsonValue value, Object nameOrIndex, Care care) {
        try {
            shape.check(value, care);
        } catch (UnfitValueException unfit) {
            throw unfit.in(nameOrIndex);
        }
    }
}
