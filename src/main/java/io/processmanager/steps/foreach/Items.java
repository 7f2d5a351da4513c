package io.processmanager.steps.foreach;

import jakarta.json.JsonValue;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The items of a step, one after the other. */
interface Items extends AutoCloseable {

    /**
     * An item.
     *
     * @param index its number, from 0
     * @param value null if it is no JSON
     * @param fault what is wrong with it; null if nothing is
     */
    record Item(long index, JsonValue value, Exception fault) {
    }

    /**
     * @param isDone whether items are done and need not be read
     * @return the next item that is not done; null at the end
     * @throws Exception if they cannot be read
     */
    Item next(LongPredicate isDone) throws Exception;

    /** @return how many there are; empty if that is not known */
    OptionalLong size();

    @Override
    default void close() throws Exception {
        // most have nothing to close
    }
}
