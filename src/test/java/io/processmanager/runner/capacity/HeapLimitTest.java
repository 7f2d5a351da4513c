package io.processmanager.runner.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapLimitTest implements HeapLimit.Heap {

    private int used;
    private int usedAfterCollection;
    private int collections;
    private long nanos;
    private final HeapLimit limit = new HeapLimit(80, this, () -> nanos);

    @Override
    public int used() {
        return used;
    }

    @Override
    public int usedAfterCollection() {
        return usedAfterCollection;
    }

    @Override
    public void collect() {
        collections++;
    }

    private boolean claims(int garbageIncluded, int live) {
        used = garbageIncluded;
        usedAfterCollection = live;
        return limit.check().isEmpty();
    }

    @Test
    void garbageDoesNotCount() {
        assertTrue(claims(100, 80));
    }

    @Test
    void aNodeAboveTheLimitClaimsAgainWhenItIsWellBelow() {
        assertEquals(false, claims(100, 81));
        assertEquals(false, claims(100, 79));
        assertEquals(false, claims(100, 73));
        assertEquals(true, claims(100, 72));
        assertEquals(true, claims(100, 79));
    }

    @Test
    void whatIsInUseAltogetherSaysThatThereIsRoomBeforeTheNextCollectionDoes() {
        assertEquals(false, claims(90, 90));
        assertEquals(false, claims(73, 90));
        assertEquals(true, claims(72, 90));
    }

    @Test
    void aNodeThatClaimsNothingAsksForACollectionOnceAMinute() {
        claims(90, 90);
        nanos += TimeUnit.SECONDS.toNanos(59);
        claims(90, 90);
        assertEquals(0, collections);
        nanos += TimeUnit.SECONDS.toNanos(1);
        claims(90, 90);
        claims(90, 90);
        assertEquals(1, collections);
        nanos += TimeUnit.SECONDS.toNanos(60);
        claims(90, 90);
        assertEquals(2, collections);
    }

    @Test
    void itIsSaidWhyAndWhichSettingIsTheLimit() {
        claims(90, 90);
        assertEquals(Optional.of("its heap is full: garbage collection left more than 80 % of it in use (process-manager.runner.max-heap-share)"), limit.check());
    }

    @Test
    void withoutALimitNothingIsMeasured() {
        assertEquals(Optional.empty(), new HeapLimit(0, this, () -> nanos).check());
        used = 100;
        usedAfterCollection = 100;
        assertEquals(Optional.empty(), new HeapLimit(0, this, () -> nanos).check());
    }

    @Test
    void theHeapOfThisMachineIsPartlyInUse() {
        JvmHeap heap = new JvmHeap();
        heap.collect();
        assertTrue(heap.used() >= 0 && heap.used() <= 100);
        assertTrue(heap.usedAfterCollection() >= 0 && heap.usedAfterCollection() <= 100);
    }
}
