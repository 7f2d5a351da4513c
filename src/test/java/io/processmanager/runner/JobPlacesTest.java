package io.processmanager.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobPlacesTest {

    private final AtomicLong now = new AtomicLong();
    private final JobPlaces<String> places = new JobPlaces<>(2, 3, now::get);

    @Test
    void asManyAsThereArePlacesAreToBeStarted() {
        assertTrue(places.take("a"));
        assertTrue(places.take("b"));
        assertFalse(places.take("c"));
    }

    @Test
    void aFreePlaceGoesToTheOneThatHasWaitedLongest() {
        List.of("a", "b", "c", "d").forEach(places::take);

        assertEquals(Optional.of("c"), places.free());
        assertEquals(Optional.of("d"), places.free());
        assertEquals(Optional.empty(), places.free());
        assertTrue(places.take("e"), "a place that nobody waits for is free");
    }

    @Test
    void whoIsToWaitGetsAPlaceWhenSomebodyAsksForTheNext() {
        List.of("a", "b", "c").forEach(places::add);

        assertEquals(Optional.of("a"), places.next());
        assertEquals(Optional.of("b"), places.next());
        assertEquals(Optional.empty(), places.next(), "all places are taken");
        assertEquals(Optional.of("c"), places.free());
        assertEquals(Optional.empty(), places.free());
        assertEquals(Optional.empty(), places.next(), "nobody waits");
        assertTrue(places.take("d"));
    }

    @Test
    void whileOnePausesAnotherIsAtWork() {
        List.of("a", "b", "c").forEach(places::take);

        assertEquals(Optional.of("c"), places.pause());
    }

    @Test
    void thereIsALimitForThoseThatPause() {
        List.of("a", "b", "c", "d").forEach(places::take);
        places.pause();

        assertEquals(Optional.empty(), places.pause(), "three are there");
        assertEquals(Optional.of("d"), places.free(), "two are there, and none is at work");
    }

    @Test
    void whoGoesOnAfterAPauseTakesThePlaceOfOneThatWouldBeStarted() {
        List.of("a", "b", "c", "d").forEach(places::take);
        places.pause();
        places.goOn();

        assertEquals(Optional.empty(), places.free(), "a and b, or a and c, are at work");
        assertEquals(Optional.of("d"), places.free());
    }

    @Test
    void onlyThoseThatHaveWaitedTooLongAreRemoved() {
        List.of("a", "b", "c").forEach(places::take);
        now.set(60);
        places.take("d");
        now.set(100);

        assertEquals(List.of("c"), places.removeWaitingFor(100));
        assertEquals(Optional.of("d"), places.free());
    }
}
