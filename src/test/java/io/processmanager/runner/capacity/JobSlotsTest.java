package io.processmanager.runner.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobSlotsTest {

    private final AtomicLong now = new AtomicLong();
    private final JobSlots<String> slots = new JobSlots<>(2, 3, now::get);

    @Test
    void asManyAsThereArePlacesAreToBeStarted() {
        assertTrue(slots.take("a"));
        assertTrue(slots.take("b"));
        assertFalse(slots.take("c"));
    }

    @Test
    void aFreePlaceGoesToTheOneThatHasWaitedLongest() {
        List.of("a", "b", "c", "d").forEach(slots::take);

        assertEquals(Optional.of("c"), slots.free());
        assertEquals(Optional.of("d"), slots.free());
        assertEquals(Optional.empty(), slots.free());
        assertTrue(slots.take("e"), "a slot that nobody waits for is free");
    }

    @Test
    void whoIsToWaitGetsAPlaceWhenSomebodyAsksForTheNext() {
        List.of("a", "b", "c").forEach(slots::add);

        assertEquals(Optional.of("a"), slots.next());
        assertEquals(Optional.of("b"), slots.next());
        assertEquals(Optional.empty(), slots.next(), "all slots are taken");
        assertEquals(Optional.of("c"), slots.free());
        assertEquals(Optional.empty(), slots.free());
        assertEquals(Optional.empty(), slots.next(), "nobody waits");
        assertTrue(slots.take("d"));
    }

    @Test
    void whileOnePausesAnotherIsAtWork() {
        List.of("a", "b", "c").forEach(slots::take);

        assertEquals(Optional.of("c"), slots.pause());
    }

    @Test
    void thereIsALimitForThoseThatPause() {
        List.of("a", "b", "c", "d").forEach(slots::take);
        slots.pause();

        assertEquals(Optional.empty(), slots.pause(), "three are there");
        assertEquals(Optional.of("d"), slots.free(), "two are there, and none is at work");
    }

    @Test
    void whoGoesOnAfterAPauseTakesThePlaceOfOneThatWouldBeStarted() {
        List.of("a", "b", "c", "d").forEach(slots::take);
        slots.pause();
        slots.goOn();

        assertEquals(Optional.empty(), slots.free(), "a and b, or a and c, are at work");
        assertEquals(Optional.of("d"), slots.free());
    }

    @Test
    void onlyThoseThatHaveWaitedTooLongAreRemoved() {
        List.of("a", "b", "c").forEach(slots::take);
        now.set(60);
        slots.take("d");
        now.set(100);

        assertEquals(List.of("c"), slots.removeWaitingFor(100));
        assertEquals(Optional.of("d"), slots.free());
    }
}
