package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.Setting;
import io.processmanager.rest.TestSettings;
import io.processmanager.rest.following.FollowerLimit.Slot;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowerLimitTest {

    private final FollowerLimit limit = new FollowerLimit();

    @BeforeEach
    void allowTwo() {
        limit.settings = new TestSettings().with(Setting.MAX_FOLLOWERS, 2);
    }

    @Test
    void noMoreThanTheLimitAreLetIn() {
        limit.take().orElseThrow();
        limit.take().orElseThrow();
        assertEquals(Optional.empty(), limit.take());
    }

    @Test
    void aPlaceGivenBackCanBeTakenAgain() {
        limit.take().orElseThrow();
        limit.take().orElseThrow().close();
        assertTrue(limit.take().isPresent());
    }

    @Test
    void aPlaceGivenBackTwiceCountsOnce() {
        Slot first = limit.take().orElseThrow();
        limit.take().orElseThrow();
        first.close();
        first.close();
        assertTrue(limit.take().isPresent());
        assertEquals(Optional.empty(), limit.take());
    }
}
