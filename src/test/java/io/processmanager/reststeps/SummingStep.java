package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;

/** Takes records within collections. */
@StepType("test-sum")
public class SummingStep implements ProcessStep<SummingStep.Orders, SummingStep.Sum> {

    /** An order. */
    public record Order(int quantity, long amount, double total) {
    }

    /** Orders with and without a name. */
    public record Orders(List<Order> orders, Map<String, Order> byName) {
    }

    /** What they come to. */
    @JsonbPropertyOrder({"quantity", "amount", "total"})
    public record Sum(int quantity, long amount, double total) {
    }

    @Override
    public Sum execute(Orders input, StepContext context) {
        return new Sum(input.orders().stream().mapToInt(Order::quantity).sum(), input.orders().stream().mapToLong(Order::amount).sum(),
                input.byName().values().iterator().next().total());
    }
}
