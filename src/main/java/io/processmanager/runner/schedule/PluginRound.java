package io.processmanager.runner.schedule;

import io.processmanager.ProcessManager;
import io.processmanager.schedule.ProcessPlugin;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.schedule.PluginLease;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** Asks the plugins of the deployment once a minute what to start, if this is the node that does. */
@ApplicationScoped
public class PluginRound {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** After this silence of the node that has asked last, another one does. */
    private static final Duration SILENCE = INTERVAL.plusSeconds(30);

    @Inject
    @Any
    Instance<ProcessPlugin> beans;

    @Inject
    PluginLease lease;

    @Inject
    ProcessManager processes;

    @Resource
    ManagedThreadFactory threads;

    private final String node = Pids.next(System.currentTimeMillis());
    private List<AskedPlugin> plugins;

    /**
     * @throws SQLException if the database fails
     */
    synchronized void askIfDue() throws SQLException {
        if (plugins == null) {
            plugins = StreamSupport.stream(beans.handles().spliterator(), false)
                    .map(handle -> new AskedPlugin(handle.getBean().getBeanClass().getName(), handle.get(), processes, threads)).toList();
        }
        if (!plugins.isEmpty() && lease.take(node, INTERVAL, SILENCE)) {
            plugins.forEach(AskedPlugin::ask);
        }
    }

    /** Interrupts those that are being asked. */
    synchronized void stop() {
        if (plugins != null) {
            plugins.forEach(AskedPlugin::interrupt);
        }
    }
}
