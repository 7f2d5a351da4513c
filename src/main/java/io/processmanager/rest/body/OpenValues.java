package io.processmanager.rest.body;

import io.processmanager.json.JsonMapping;
import io.processmanager.specification.Quoted;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Stack of the objects and arrays being read. */
final class OpenValues {

    private static final JsonBuilderFactory BUILDERS = JsonMapping.JSON.createBuilderFactory(Map.of());

    private final Deque<OpenValue> values = new ArrayDeque<>();

    boolean isEmpty() {
        return values.isEmpty();
    }

    int depth() {
        return values.size();
    }

    void beginObject() {
        values.addLast(new OpenObject());
    }

    void beginArray() {
        values.addLast(new OpenArray());
    }

    /** @return whether the name is new in the innermost object */
    boolean name(String name) {
        return values.getLast() instanceof OpenObject object && object.begin(name);
    }

    void add(JsonValue value) {
        values.getLast().add(value);
    }

    /** @return the completed innermost value */
    JsonValue end() {
        return values.removeLast().build();
    }

    /** @return the position, like {@code steps.fetch.args[0]} */
    String path() {
        StringBuilder path = new StringBuilder();
        for (Iterator<OpenValue> outermostFirst = values.iterator(); outermostFirst.hasNext();) {
            path.append(outermostFirst.next().position());
        }
        return path.isEmpty() || path.charAt(0) != '.' ? path.toString() : path.substring(1);
    }

    private sealed interface OpenValue {

        void add(JsonValue value);

        JsonValue build();

        String position();
    }

    private static final class OpenObject implements OpenValue {
        private final JsonObjectBuilder builder = BUILDERS.createObjectBuilder();
        private final Set<String> names = new HashSet<>();
        private String name = "";

        boolean begin(String next) {
            name = next;
            return names.add(next);
        }

        @Override
        public void add(JsonValue value) {
            builder.add(name, value);
        }

        @Override
        public JsonValue build() {
            return builder.build();
        }

        @Override
        public String position() {
            return "." + Quoted.shortened(name);
        }
    }

    private static final class OpenArray implements OpenValue {
        private final JsonArrayBuilder builder = BUILDERS.createArrayBuilder();
        private int size;

        @Override
        public void add(JsonValue value) {
            builder.add(value);
            size++;
        }

        @Override
        public JsonValue build() {
            return builder.build();
        }

        @Override
        public String position() {
            return "[" + size + "]";
        }
    }
}
