package io.processmanager.runner.schedule;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.schedule.ProcessPlugin;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/** A plugin, and the one thread that it is asked on; it may throw or hang without disturbing anybody. */
final class AskedPlugin {

    System.Logger log = System.getLogger(AskedPlugin.class.getName());

    private final String name;
    private final ProcessPlugin plugin;
    private final ProcessManager processes;
    private final ThreadFactory threads;
    private final AtomicReference<Thread> asking = new AtomicReference<>();

    AskedPlugin(String name, ProcessPlugin plugin, ProcessManager processes, ThreadFactory threads) {
        this.name = name;
        this.plugin = plugin;
        this.processes = processes;
        this.threads = threads;
    }

    /** Does not wait for the answer. */
    void ask() {
        Thread thread = threads.newThread(this::answer);
        if (asking.compareAndSet(null, thread)) {
            thread.setName("process-manager-plugin " + name);
            thread.start();
        } else {
            log.log(Level.WARNING, "Plugin " + name + " has not answered since it was asked last. Its thread is interrupted, and it is not asked again before it has returned");
            interrupt();
        }
    }

    void interrupt() {
        Thread thread = asking.get();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void answer() {
        try {
            Collection<ManagedProcess> due = plugin.due();
            if (due != null && !due.isEmpty()) {
                List<String> pids = processes.startAll(List.copyOf(due));
                log.log(Level.INFO, "Plugin " + name + " has started " + pids.size() + " processes");
            }
        } catch (Throwable failure) {
            log.log(Level.ERROR, "Plugin " + name + " has failed, so it starts nothing this time; it is asked again in a minute", failure);
        } finally {
            asking.set(null);
        }
    }
}
