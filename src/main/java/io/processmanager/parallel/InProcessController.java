package io.processmanager.parallel;

/** Executes each item at once, by its caller: for tests, and for items that are not worth a thread. */
public final class InProcessController implements ParallelController {

    private final Worker worker;
    private final PendingResults results;

    /**
     * @param worker does the work
     * @param delivery takes the results
     */
    public InProcessController(Worker worker, Delivery delivery) {
        this.worker = worker;
        this.results = new PendingResults(delivery);
    }

    @Override
    public void enqueue(String event, Object item) throws ItemFailedException, InterruptedException {
        worker.check(event, item);
        results.completed(worker.workInterruptibly(results.next(event, item)));
    }

    @Override
    public void sync() throws ItemFailedException {
        results.requireNoFailure();
        if (results.undelivered() > 0) {
            results.requireOpen();
        }
    }

    @Override
    public void close() {
        results.close();
    }
}
