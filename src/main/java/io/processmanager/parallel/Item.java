package io.processmanager.parallel;

/**
 * An item on its way.
 *
 * @param number how many were handed over before it
 * @param event what is to be done with it
 * @param value the item itself; may be null
 */
record Item(long number, String event, Object value) {

    ItemResult succeeded(Object result) {
        return new ItemResult(number, event, value, result, null);
    }

    ItemResult failed(Throwable error) {
        return new ItemResult(number, event, value, null, error);
    }
}
