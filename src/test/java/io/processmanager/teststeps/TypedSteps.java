package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Steps whose input and output JSON-B maps. */
public final class TypedSteps {

    private TypedSteps() {
    }

    /** What comes in. */
    public record Order(String id, BigDecimal total, LocalDate due) {
    }

    /** What comes out. */
    public record Receipt(String order, BigDecimal paid, List<String> notes) {
    }

    /** An amount for a thing. */
    public record Item(String name, int amount) {
    }

    /** A record becomes another record. */
    public static final class Charge implements ProcessStep<Order, Receipt> {
        @Override
        public Receipt execute(Order order, StepContext context) {
            return new Receipt(order.id(), order.total().add(BigDecimal.ONE), List.of("due " + order.due()));
        }
    }

    /** Returns a list. */
    public static final class Split implements ProcessStep<Receipt, List<Item>> {
        @Override
        public List<Item> execute(Receipt receipt, StepContext context) {
            return List.of(new Item(receipt.order(), 1), new Item(receipt.notes().get(0), receipt.paid().intValue()));
        }
    }

    /** Takes a list whose elements are typed. */
    public static final class Sum implements ProcessStep<List<Item>, Integer> {
        @Override
        public Integer execute(List<Item> items, StepContext context) {
            return items.stream().mapToInt(Item::amount).sum();
        }
    }

    /** The type of the input is hidden in a generic superclass, in other order, and once more around. */
    public abstract static class Reversed<O, I> implements ProcessStep<I, O> {
    }

    /** One more level. */
    public abstract static class OfMaps<T> extends Reversed<T, Map<String, Item>> {
    }

    /** Input: a map of typed values. */
    public static final class Largest extends OfMaps<Item> {
        @Override
        public Item execute(Map<String, Item> items, StepContext context) {
            return items.values().stream().max((a, b) -> Integer.compare(a.amount(), b.amount())).orElseThrow();
        }
    }

    /** Says what its input was. */
    public static final class IsNull implements ProcessStep<Order, Boolean> {
        @Override
        public Boolean execute(Order input, StepContext context) {
            return input == null;
        }
    }
}
