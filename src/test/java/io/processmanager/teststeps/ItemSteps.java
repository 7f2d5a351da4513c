package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.items.ItemSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Steps that are executed for each item. */
public final class ItemSteps {

    private ItemSteps() {
    }

    /** Twice the number; notes each execution; fails, waits or does what else the item says. */
    @StepType("test-item")
    public static final class DoubledItem implements ProcessStep<JsonObject, JsonValue> {
        private final String key;

        public DoubledItem(String key) {
            this.key = key;
        }

        @Override
        public JsonValue execute(JsonObject input, StepContext context) throws InterruptedException {
            JsonValue item = input.get("item");
            Executions.add(key, input.getInt("index") + "/" + context.attempt());
            if (item.getValueType() == JsonValue.ValueType.NUMBER) {
                return Json.createValue(input.getInt("item") * 2);
            }
            switch (input.getString("item")) {
                case "fails" -> throw new IllegalStateException("cannot be doubled");
                case "fails first" -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                }
                case "fails without gate" -> {
                    if (!Gate.of(key).isOpen()) {
                        throw new IllegalStateException("the gate is closed");
                    }
                }
                case "large" -> {
                    return Json.createValue("x".repeat(300_000));
                }
                case "waits" -> Gate.of(key).pass();
                case "keeps" -> context.keep(JsonValue.NULL);
                default -> context.log("says " + input.getString("item"));
            }
            return Json.createValue(input.getString("item"));
        }
    }

    /** As many numbers as the data says. */
    @Named("test-numbers")
    @ApplicationScoped
    public static class Numbers implements ItemSource {

        @Override
        public List<? extends JsonValue> page(JsonObject data, long from, int most) {
            return LongStream.range(from, Math.min(from + most, data.getInt("count"))).mapToObj(Json::createValue).toList();
        }

        @Override
        public OptionalLong size(JsonObject data) {
            return OptionalLong.of(data.getInt("count"));
        }
    }
}
