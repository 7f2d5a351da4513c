package io.processmanager.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Programs that sleep for a time that no others sleep for, so that they can be counted whoever has started them. */
public final class Napping implements AutoCloseable {

    private static final AtomicLong SECONDS = new AtomicLong(1_000_000 + System.nanoTime() % 1_000_000_000);

    private final String seconds = Long.toString(SECONDS.incrementAndGet());

    /** @return the command, for a shell */
    public String command() {
        return "sleep " + seconds;
    }

    /** @return how many there are */
    public long count() {
        return all().size();
    }

    /** Ends them, for a test that has failed. */
    @Override
    public void close() {
        all().forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> all() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info().arguments().filter(arguments -> List.of(arguments).equals(List.of(seconds))).isPresent()).toList();
        }
    }

    public void await(long wanted, Duration limit) {
        Await.until(wanted + " processes to sleep", limit, this::count, count -> count == wanted);
    }
}
