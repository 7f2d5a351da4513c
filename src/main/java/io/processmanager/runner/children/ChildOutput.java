package io.processmanager.runner.children;

import io.processmanager.execution.attempt.StepOutcome.Returned;
import io.processmanager.json.JsonMapping;
import io.processmanager.store.children.Child;
import io.processmanager.text.EncodedLength;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The output of a step with its children. */
final class ChildOutput {

    private ChildOutput() {
    }

    /** @throws IllegalStateException if the output of a step cannot take children */
    static void requireObject(JsonValue output) {
        if (!(output instanceof JsonObject) && output.getValueType() != JsonValue.ValueType.NULL) {
            throw new IllegalStateException("The step starts child processes, so it must return an object, which gets the field 'children', or null; it has returned "
                    + output.getValueType().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * @param output an object or null
     * @param outputs of those that have finished, by their position
     */
    static Returned with(JsonValue output, List<Child> children, Map<Integer, JsonValue> outputs) {
        JsonArrayBuilder array = JsonMapping.JSON.createArrayBuilder();
        for (Child child : children) {
            array.add(JsonMapping.JSON.createObjectBuilder()
                    .add("pid", child.pid())
                    .add("name", child.name().<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL))
                    .add("status", child.state().map(ProcessState::jsonName).<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL))
                    .add("output", outputs.getOrDefault(child.position(), JsonValue.NULL)));
        }
        JsonObjectBuilder whole = output instanceof JsonObject object ? JsonMapping.JSON.createObjectBuilder(object) : JsonMapping.JSON.createObjectBuilder();
        JsonObject built = whole.add("children", array).build();
        String json = built.toString();
        return new Returned(built, json, (int) EncodedLength.inUtf8(json), false);
    }
}
