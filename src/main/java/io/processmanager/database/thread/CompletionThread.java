package io.processmanager.database.thread;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;

/**
 * Runs callbacks after commits, in order: completes results, notifies followers, wakes the runner. Separate from
 * writers, which must not start jobs or run callbacks. Exceptions are logged and do not affect later tasks.
 */
public final class CompletionThread implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CompletionThread.class.getName());

    private final String name;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final SupervisedThread thread;
    private volatile boolean ended;

    /**
     * @param name of the thread
     * @param factory creates it
     * @param health notified if it cannot work
     */
    public CompletionThread(String name, ThreadFactory factory, ThreadHealth health) {
        this.name = name;
        this.thread = SupervisedThread.start(name, factory, health, () -> run(tasks.take()), this::end);
    }

    /** Hands over a task without waiting. After the end of the thread the caller runs it, so that no task is lost. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (ended) {
            runWhatIsLeft();
        }
    }

    /** Ends the thread after the tasks handed over. */
    @Override
    public void close() {
        thread.close();
    }

    private void end() {
        ended = true;
        runWhatIsLeft();
    }

    private void runWhatIsLeft() {
        for (Runnable left = tasks.poll(); left != null; left = tasks.poll()) {
            run(left);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.log(System.Logger.Level.ERROR, "The thread " + name + " goes on, although something that was to happen after a commit has failed. The commit itself stands", failure);
        }
    }
}
