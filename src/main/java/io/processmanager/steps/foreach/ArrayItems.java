package io.processmanager.steps.foreach;

import io.processmanager.json.JsonMapping;
import io.processmanager.specification.JsonKind;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonValue;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The elements of an array in the data. */
final class ArrayItems implements Items {

    private final JsonArray array;
    private int next;

    private ArrayItems(JsonArray array) {
        this.array = array;
    }

    /** @throws IllegalArgumentException if there is no array at the pointer */
    static ArrayItems at(String pointer, JsonObject data) {
        JsonPointer place = JsonMapping.JSON.createPointer(pointer);
        JsonValue found;
        try {
            found = place.getValue(data);
        } catch (JsonException missing) {
            throw new IllegalArgumentException("The data has nothing at '" + pointer + "', where the items are to be", missing);
        }
        if (!(found instanceof JsonArray array)) {
            throw new IllegalArgumentException("The data has " + JsonKind.of(found) + " at '" + pointer + "'; the items must be an array");
        }
        return new ArrayItems(array);
    }

    @Override
    public Item next(LongPredicate isDone) {
        while (next < array.size() && isDone.test(next)) {
            next++;
        }
        return next < array.size() ? new Item(next, array.get(next++), null) : null;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(array.size());
    }
}
