package io.processmanager.benchmark.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void theMedianOfThreeIsTheOneInTheMiddle() {
        assertEquals(new Summary(2, 1, 30), Summary.of(List.of(30.0, 1.0, 2.0)));
    }

    @Test
    void theMedianOfTwoIsBetweenThem() {
        assertEquals(new Summary(2, 1, 3), Summary.of(List.of(3.0, 1.0)));
    }
}
