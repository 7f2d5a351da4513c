package io.processmanager.parallel;

import io.processmanager.parallel.PendingResults.Item;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Executes items by threads of an executor, such as a managed executor of the server. If the executor gives it no thread,
 * because all are in use or it is shut down, the caller executes the items, so that nothing hangs.
 */
public final class ExecutorController implements ParallelController {

    /** So many items for each thread are on their way: enough that none runs out of work while results are delivered. */
    private static final int ITEMS_OF_A_THREAD = 64;

    /** Tells the caller to look again: a thread has ended, or the controller was closed. */
    private static final ItemResult LOOK_AGAIN = new ItemResult(-1, "", null, null, null);

    private final Worker worker;
    private final ExecutorService executor;
    private final int threads;
    private final PendingResults results;
    private final int mostUndelivered;
    private final BlockingQueue<Item> waiting;
    private final BlockingQueue<ItemResult> completed = new LinkedBlockingQueue<>();
    private final AtomicInteger working = new AtomicInteger();
    private final List<Future<?>> begun = new CopyOnWriteArrayList<>();
    private boolean isRefused;
    private volatile boolean isClosed;

    /**
     * @param worker does the work
     * @param executor has the threads; is not shut down
     * @param threads how many items are executed at a time at most, from 1
     * @param delivery takes the results
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    public ExecutorController(Worker worker, ExecutorService executor, int threads, Delivery delivery) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        this.worker = worker;
        this.executor = executor;
        this.threads = threads;
        this.results = new PendingResults(delivery);
        this.mostUndelivered = Math.multiplyExact(threads, ITEMS_OF_A_THREAD);
        this.waiting = new ArrayBlockingQueue<>(mostUndelivered);
    }

    @Override
    public void enqueue(String event, Object item) throws ItemFailedException, InterruptedException {
        worker.check(event, item);
        try {
            for (ItemResult result = completed.poll(); result != null; result = completed.poll()) {
                deliver(result);
            }
            while (results.undelivered() >= mostUndelivered) {
                deliverNext();
            }
            waiting.add(results.next(event, item));
        } catch (ItemFailedException failed) {
            waiting.clear();
            throw failed;
        }
        if (begun.size() < threads && !isRefused) {
            begin();
        }
    }

    @Override
    public void sync() throws ItemFailedException, InterruptedException {
        try {
            results.requireNoFailure();
            while (results.undelivered() > 0) {
                deliverNext();
            }
        } catch (ItemFailedException failed) {
            waiting.clear();
            throw failed;
        }
    }

    private void begin() {
        try {
            begun.add(executor.submit(this::work));
        } catch (RejectedExecutionException noThread) {
            isRefused = true;
        }
    }

    private void deliverNext() throws ItemFailedException, InterruptedException {
        results.requireOpen();
        Item own = working.get() == 0 ? waiting.poll() : null;
        deliver(own == null ? completed.take() : worker.workInterruptibly(own));
    }

    private void deliver(ItemResult result) throws ItemFailedException {
        if (result != LOOK_AGAIN) {
            results.completed(result);
        }
    }

    private void work() {
        working.incrementAndGet();
        try {
            // A callback may have taken the interrupt for itself.
            while (!isClosed) {
                completed.add(worker.work(waiting.take()));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            working.decrementAndGet();
            completed.add(LOOK_AGAIN);
        }
    }

    /** Any thread may close it. */
    @Override
    public void close() {
        isClosed = true;
        results.close();
        waiting.clear();
        begun.forEach(thread -> thread.cancel(true));
        completed.add(LOOK_AGAIN);
    }
}
