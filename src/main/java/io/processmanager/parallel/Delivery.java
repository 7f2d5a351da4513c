package io.processmanager.parallel;

import java.util.function.Consumer;

/**
 * How results come to the caller of a controller.
 *
 * @param isInOrder whether in the order of the items, else as they are completed
 * @param collectsErrors whether failed items are results like others, else the first one ends it all
 * @param receiver gets the results, one after the other; what it throws comes out of the method that delivers
 */
public record Delivery(boolean isInOrder, boolean collectsErrors, Consumer<ItemResult> receiver) {

    /** @return in the order of the items; the first error ends it */
    public static Delivery inOrder(Consumer<ItemResult> receiver) {
        return new Delivery(true, false, receiver);
    }

    /** @return each as soon as it is there; the first error ends it */
    public static Delivery asCompleted(Consumer<ItemResult> receiver) {
        return new Delivery(false, false, receiver);
    }

    /** @return the same, but with errors delivered to the receiver */
    public Delivery collectingErrors() {
        return new Delivery(isInOrder, true, receiver);
    }
}
