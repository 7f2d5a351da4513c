package io.processmanager.database.thread;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;

/**
 * Runs what is to happen after commits, in their order: completes what callers wait for, tells followers, lets the runner go on. A thread of its own, as a
 * writer must neither start jobs nor run the callbacks of others. What one task throws is logged and does not concern the next.
 */
public final class CompletionThread implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CompletionThread.class.getName());

    private final String name;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final SupervisedThread thread;
    private volatile boolean ended;

    /**
     * @param name the name of the thread
     * @param factory makes it
     * @param health is told when it cannot do its work
     */
    public CompletionThread(String name, ThreadFactory factory, ThreadHealth health) {
        this.name = name;
        this.thread = SupervisedThread.start(name, factory, health, () -> run(tasks.take()), this::end);
    }

    /** Hands a task over; does not wait for it. After the end of the thread the caller runs it: nobody may wait for it in vain. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (ended) {
            runWhatIsLeft();
        }
    }

    /** Ends the thread when it has run what was handed over. */
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
