package io.processmanager.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepPlacesTest {

    private final StepPlaces places = new StepPlaces(1);

    @Test
    void thereAreNoMoreThanTheCapacity() throws InterruptedException {
        assertTrue(take().isPresent());

        assertEquals(Optional.empty(), take());
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverOftenThatIsSaid() throws InterruptedException {
        Place place = take().orElseThrow();
        place.free();
        place.free();

        assertTrue(take().isPresent());
        assertEquals(Optional.empty(), take());
    }

    private Optional<Place> take() throws InterruptedException {
        return places.take(Duration.ofMillis(1));
    }
}
