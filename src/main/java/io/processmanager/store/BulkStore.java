package io.processmanager.store;

import io.processmanager.bulk.BulkAction;
import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.search.ProcessList;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Changes of many processes by a process that does just that, in the active JTA transaction. */
@ApplicationScoped
public class BulkStore {

    /** Bounds the wait for each lock on PostgreSQL; Derby has a bound of its own. */
    private static final String LIMIT = "set local lock_timeout = '2s'";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    NewProcesses newProcesses;

    @Inject
    ProcessList list;

    @Inject
    ProcessActions actions;

    /** @return the pids of a page of matches, newest first */
    public List<String> page(ProcessQuery query) {
        return list.pids(query);
    }

    /** @return the smallest pid of all; empty if there is no process */
    public Optional<String> oldest() {
        newProcesses.send();
        return Optional.ofNullable(entities.createQuery("select min(p.pid) from ProcessEntity p", String.class).getSingleResult());
    }

    /** @return those in whose state the action is possible now */
    public List<String> possible(BulkAction action, Collection<String> pids) {
        List<ProcessState> states = Arrays.stream(ProcessState.values()).filter(state -> ProcessActions.isPossible(action, state)).toList();
        return pids.isEmpty() ? List.of() : entities.createQuery("select p.pid from ProcessEntity p where p.pid in :pids and p.state in :states", String.class)
                .setParameter("pids", pids).setParameter("states", states).getResultList();
    }

    /**
     * Locks processes in the order of their pids, with the one that changes them.
     *
     * @param own the pid of the process that changes the others; it must be running and wanted
     * @param isUpToDate whether its input is the position that it has reached
     * @param others the processes to change
     * @return those of the others that exist
     * @throws IllegalStateException if the own process is not as it must be: another runner executes it
     */
    public List<ProcessEntity> lock(String own, Predicate<JsonObject> isUpToDate, Collection<String> others) {
        Dialect dialect = database.dialectForQueries();
        if (dialect.hasOtherNodes()) {
            entities.createNativeQuery(LIMIT).executeUpdate();
        }
        TreeSet<String> all = new TreeSet<>(others);
        all.add(own);
        TreeMap<String, ProcessEntity> locked = all.stream().flatMap(pid -> actions.lock(pid).stream()).collect(Collectors.toMap(ProcessEntity::pid, process -> process,
                (one, same) -> one, TreeMap::new));
        ProcessEntity ownProcess = locked.remove(own);
        if (ownProcess == null || ownProcess.state() != ProcessState.RUNNING || ownProcess.cancelRequestedAt() != null
                || !isUpToDate.test(position(ownProcess))) {
            throw new IllegalStateException("Process " + own + " was cancelled, or another runner executes it; its last batch of changes is rolled back");
        }
        return List.copyOf(locked.values());
    }

    private static JsonObject position(ProcessEntity own) {
        return own.nextInput() == null ? JsonValue.EMPTY_JSON_OBJECT : JsonMapping.parse(own.nextInput()).asJsonObject();
    }

    /**
     * @param processes locked ones
     * @param state what they must be shown as; empty for any
     * @param reason may be null
     * @return the pids of those changed
     */
    public List<String> change(BulkAction action, Collection<ProcessEntity> processes, Optional<ProcessState> state, String reason) {
        List<ProcessEntity> changed = processes.stream().filter(process -> state.isEmpty() || state.get() == process.shownState())
                .filter(process -> switch (action) {
                    case RETRY -> actions.retry(process);
                    // What is compensated ends by itself; to leave it half undone is for who looks at it.
                    case CANCEL -> process.cancelRequestedAt() == null && !process.runs().isCompensated() && actions.cancel(process, reason, false);
                    case DELETE -> ProcessActions.isPossible(action, process.state());
                }).toList();
        if (action == BulkAction.DELETE) {
            actions.delete(changed);
        }
        return changed.stream().map(ProcessEntity::pid).toList();
    }

    /** @param input the input of the running step of the locked own process, if it is executed again */
    public void keep(String own, JsonObject input) {
        entities.find(ProcessEntity.class, own).keep(input.toString());
    }
}
