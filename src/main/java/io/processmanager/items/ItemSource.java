package io.processmanager.items;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.OptionalLong;

/**
 * Supplies the items of a {@code for-each} step page by page. Implement it as a CDI bean; the step names it by its bean
 * name or a type. An item is known by its number: after a crash or a retry the pages are read again, and the items that
 * are done are left out, so the order must stay the same.
 */
public interface ItemSource {

    /**
     * @param data the input of the step
     * @param from the number of the first item that is wanted, from 0
     * @param most how many are wanted, at least 1
     * @return the items in their order; fewer than wanted only at the end
     * @throws Exception fails the attempt
     */
    List<? extends JsonValue> page(JsonObject data, long from, int most) throws Exception;

    /**
     * @param data the input of the step
     * @return how many items there are, for the progress; empty if that is not known
     * @throws Exception fails the attempt
     */
    default OptionalLong size(JsonObject data) throws Exception {
        return OptionalLong.empty();
    }
}
