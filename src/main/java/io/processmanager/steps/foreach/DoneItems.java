package io.processmanager.steps.foreach;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which items are done, and what came of them. Of items that are not in the data there may be any number: then results
 * are not kept, and of the errors the first ones. One bit is needed for each item.
 */
public final class DoneItems {

    private static final int MOST_ERRORS = 1_000;

    private final boolean keepsResults;
    private final BitSet done = new BitSet();
    private final Map<Integer, JsonValue> results = new TreeMap<>();
    private final Map<Integer, JsonObject> errors = new TreeMap<>();
    private long characters;
    private long failed;

    public DoneItems(boolean keepsResults) {
        this.keepsResults = keepsResults;
    }

    /** @param state as {@link #state} has it */
    static DoneItems read(JsonValue state, boolean keepsResults) {
        DoneItems read = new DoneItems(keepsResults);
        JsonObject json = state.asJsonObject();
        for (JsonValue error : json.getJsonArray("errors")) {
            read.addError(error.asJsonObject());
        }
        for (JsonValue range : json.getJsonArray("done")) {
            read.addRange(range.asJsonObject());
        }
        read.failed = json.getJsonNumber("failed").longValue();
        return read;
    }

    private void addRange(JsonObject range) {
        int from = range.getInt("from");
        done.set(from, range.getInt("to"));
        JsonArray kept = range.containsKey("results") ? range.getJsonArray("results") : JsonValue.EMPTY_JSON_ARRAY;
        for (int i = 0; i < kept.size(); i++) {
            if (!errors.containsKey(from + i)) {
                results.put(from + i, kept.get(i));
                characters += kept.get(i).toString().length();
            }
        }
    }

    private void addError(JsonObject error) {
        errors.put(error.getInt("index"), error);
        characters += error.toString().length();
    }

    boolean isDone(long index) {
        return done.get(Math.toIntExact(index));
    }

    /** @param json its length counts */
    void succeeded(long index, JsonValue result, String json) {
        int number = Math.toIntExact(index);
        done.set(number);
        if (keepsResults) {
            results.put(number, result);
            characters += json.length();
        }
    }

    void failed(long index, String type, String message) {
        done.set(Math.toIntExact(index));
        failed++;
        if (keepsResults || errors.size() < MOST_ERRORS) {
            addError(JsonMapping.JSON.createObjectBuilder().add("index", index).add("type", type).add("message", message).build());
        }
    }

    /** @return how long results and errors are together */
    long characters() {
        return characters;
    }

    int number() {
        return done.cardinality();
    }

    /** @return what the next attempt is to know */
    JsonObject state() {
        JsonArrayBuilder ranges = JsonMapping.JSON.createArrayBuilder();
        for (int from = done.nextSetBit(0); from >= 0; from = done.nextSetBit(done.nextClearBit(from))) {
            int to = done.nextClearBit(from);
            JsonObjectBuilder range = JsonMapping.JSON.createObjectBuilder().add("from", from).add("to", to);
            ranges.add(keepsResults ? range.add("results", results(from, to)) : range);
        }
        return JsonMapping.JSON.createObjectBuilder().add("done", ranges).add("errors", errors()).add("failed", failed).build();
    }

    private JsonArrayBuilder results(int from, int to) {
        JsonArrayBuilder some = JsonMapping.JSON.createArrayBuilder();
        for (int i = from; i < to; i++) {
            some.add(results.getOrDefault(i, JsonValue.NULL));
        }
        return some;
    }

    /**
     * @param data gets the results in their order, or how many there are; and the errors if they are collected
     * @return the output of the step
     */
    JsonObject output(JsonObject data, boolean collectsErrors) {
        JsonObjectBuilder output = JsonMapping.JSON.createObjectBuilder(data);
        if (keepsResults) {
            output.add("results", results(0, done.length()));
        } else {
            output.add("items", number()).add("failed", failed);
        }
        if (collectsErrors) {
            output.add("errors", errors());
        }
        return output.build();
    }

    private JsonArrayBuilder errors() {
        JsonArrayBuilder all = JsonMapping.JSON.createArrayBuilder();
        errors.values().forEach(all::add);
        return all;
    }
}
