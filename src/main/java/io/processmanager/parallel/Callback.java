package io.processmanager.parallel;

/**
 * What a worker does with an item.
 *
 * @param <I> the type of the items
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface Callback<I, R> {

    /**
     * @param item the item; may be null
     * @return the result; may be null
     * @throws Exception if the item fails
     */
    R work(I item) throws Exception;
}
