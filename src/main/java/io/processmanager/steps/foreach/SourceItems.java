package io.processmanager.steps.foreach;

import io.processmanager.items.ItemSource;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The items of a bean, of which one page is in memory at a time. Pages that are done are not read. */
class SourceItems implements Items {

    private static final int PAGE = 1_000;

    private final ItemSource source;
    private final JsonObject data;
    private final OptionalLong size;
    private List<? extends JsonValue> page = List.of();
    private long first;
    private int next;
    private boolean isLast;

    SourceItems(ItemSource source, JsonObject data) throws Exception {
        this.source = source;
        this.data = data;
        this.size = source.size(data);
    }

    @Override
    public Item next(LongPredicate isDone) throws Exception {
        while (true) {
            while (next < page.size() && isDone.test(first + next)) {
                next++;
            }
            if (next < page.size()) {
                JsonValue value = page.get(next);
                return new Item(first + next++, value == null ? JsonValue.NULL : value, null);
            }
            if (isLast) {
                return null;
            }
            read(isDone);
        }
    }

    private void read(LongPredicate isDone) throws Exception {
        first += page.size();
        while (isDone.test(first)) {
            first++;
        }
        page = source.page(data, first, PAGE);
        if (page.size() > PAGE) {
            throw new IllegalStateException("The source " + source + " was asked for " + PAGE + " items and has returned " + page.size());
        }
        next = 0;
        isLast = page.size() < PAGE;
    }

    @Override
    public OptionalLong size() {
        return size;
    }
}
