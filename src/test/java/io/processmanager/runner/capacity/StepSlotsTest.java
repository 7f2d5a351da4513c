package io.processmanager.runner.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepSlotsTest {

    private final StepSlots slots = new StepSlots(1);

    @Test
    void thereAreNoMoreThanTheCapacity() throws InterruptedException {
        assertTrue(take().isPresent());

        assertEquals(Optional.empty(), take());
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverOftenThatIsSaid() throws InterruptedException {
        Slot slot = take().orElseThrow();
        slot.free();
        slot.free();

        assertTrue(take().isPresent());
        assertEquals(Optional.empty(), take());
    }

    private Optional<Slot> take() throws InterruptedException {
        return slots.take();
    }
}
