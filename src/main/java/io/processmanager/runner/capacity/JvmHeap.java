package io.processmanager.runner.capacity;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Objects;

/** The heap of this JVM. */
public final class JvmHeap implements HeapLimit.Heap {

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();

    @Override
    public int used() {
        return percent(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** Each pool knows its usage after the last collection that included it. */
    @Override
    public int usedAfterCollection() {
        return percent(pools.stream().map(MemoryPoolMXBean::getCollectionUsage).filter(Objects::nonNull).mapToLong(MemoryUsage::getUsed).sum());
    }

    @Override
    public void collect() {
        System.gc();
    }

    private static int percent(long bytes) {
        return (int) Math.min(100, bytes * 100 / Runtime.getRuntime().maxMemory());
    }
}
