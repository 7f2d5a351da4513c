package io.processmanager.runner.children;

import io.processmanager.ProcessManager;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessStateException;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.StoreUnavailableException;
import io.processmanager.database.thread.SupervisedThread;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.children.Child;
import io.processmanager.store.children.ChildGroup;
import io.processmanager.store.children.ChildLookups;
import io.processmanager.store.children.ChildLookups.Member;
import io.processmanager.store.children.ChildRows;
import io.processmanager.store.start.LocalClaims;
import io.processmanager.view.ProcessState;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Queues parents whose children have ended, and cancels children whose parents have. A hint from this node makes it look
 * at once. Hints can be lost with their node, so each node also looks at all that wait, in turn. Whatever several nodes
 * do at the same time happens once: each change is on a condition.
 */
@ApplicationScoped
public class WaitingParents {

    private static final System.Logger LOG = System.getLogger(WaitingParents.class.getName());

    private static final String EVERYBODY = "";
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** While nobody waits, as far as this node knows. */
    private static final long IDLE_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** How many parents are looked at between two hints. */
    private static final int PAGE = 100;
    /** Children that end one after the other are looked at together. */
    private static final long BREATH_MILLIS = 5;

    @Inject
    ChildLookups lookups;

    @Inject
    ChildRows rows;

    @Inject
    ProcessManager processes;

    @Inject
    ProcessChanges changes;

    @Inject
    LocalClaims runner;

    @Inject
    DatabaseClock clock;

    @Inject
    ThreadHealth health;

    @Resource
    ManagedThreadFactory threads;

    /** The parents to look at, and whether thoroughly. */
    private final Map<String, Boolean> hints = new ConcurrentHashMap<>();
    /** Of parents that were looked at since the last round: a child that lived. */
    private final Map<String, String> witnesses = new HashMap<>();
    private final Semaphore something = new Semaphore(0);
    private SupervisedThread thread;
    private String lastSeen = "";
    private long nextRound = System.nanoTime();

    @PostConstruct
    void open() {
        thread = SupervisedThread.start("process-manager-parents", threads, health, this::round, () -> { });
    }

    /** @return this bean, started, and not its proxy */
    public Optional<WaitingParents> opened() {
        return Optional.of(this);
    }

    @PreDestroy
    void close() {
        thread.close();
    }

    /**
     * A process of this node has ended, or is about to wait again. Does not block.
     *
     * @param pid a process that has children, or the parent of one that has ended
     * @param thoroughly whether a single child may decide
     */
    public void look(String pid, boolean thoroughly) {
        hints.merge(pid, thoroughly, Boolean::logicalOr);
        something.release();
    }

    /** Processes were cancelled. Does not block. */
    public void lookAround() {
        look(EVERYBODY, true);
    }

    private void round() throws InterruptedException {
        if (something.tryAcquire(Math.max(0, nextRound - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
            something.drainPermits();
        }
        try {
            if (hints.remove(EVERYBODY) != null || nextRound - System.nanoTime() <= 0) {
                nextRound = System.nanoTime() + INTERVAL_NANOS;
                witnesses.clear();
                List<String> page = lookups.waiting(lastSeen, PAGE);
                nextRound += page.isEmpty() && lastSeen.isEmpty() ? IDLE_INTERVAL_NANOS - INTERVAL_NANOS : 0;
                lastSeen = page.size() < PAGE ? "" : page.get(page.size() - 1);
                page.forEach(pid -> hints.put(pid, true));
            }
            for (String pid : hints.keySet()) {
                if (!pid.equals(EVERYBODY)) {
                    lookAt(pid, hints.remove(pid));
                }
            }
        } catch (SQLException | PersistenceException | StoreUnavailableException away) {
            // Later rounds look at all of them in turn; the runner says that the database is away.
            LOG.log(System.Logger.Level.DEBUG, "Waiting parents cannot be looked at", away);
        }
    }

    private void lookAt(String pid, boolean thoroughly) throws SQLException {
        if (!thoroughly && isWitnessLiving(pid)) {
            return;
        }
        witnesses.remove(pid);
        Optional<ChildGroup> group = lookups.group(pid).filter(ChildGroup::isWaiting);
        Optional<Member> parent = group.isEmpty() ? Optional.empty() : lookups.member(pid);
        if (parent.isEmpty()) {
            return;
        }
        nextRound = Math.min(nextRound, System.nanoTime() + INTERVAL_NANOS);
        ProcessState state = parent.get().state();
        if (state.isEnded() || parent.get().isCompensated()) {
            if (state != ProcessState.FINISHED) {
                passDown(group.get(), parent.get());
            }
            rows.settle(pid);
        } else if (state == ProcessState.WAITING && isOver(group.get(), thoroughly) && rows.wake(pid)) {
            changes.changed(pid);
            runner.queued(parent.get().lane(), clock.millis());
        }
    }

    /** One child that lives is enough to know that not all have ended. */
    private boolean isWitnessLiving(String parent) throws SQLException {
        String witness = witnesses.get(parent);
        return witness != null && lookups.member(witness).filter(child -> !child.state().isEnded()).isPresent();
    }

    private boolean isOver(ChildGroup group, boolean thoroughly) throws SQLException {
        if (thoroughly && group.onFailure() == ChildFailure.FAIL && lookups.hasAnyFailed(group)) {
            return true;
        }
        if (group.awaited() != ChildWait.ALL) {
            return lookups.isAnyEnded(group);
        }
        Optional<String> living = lookups.living(group);
        living.ifPresent(child -> witnesses.put(group.parent(), child));
        return living.isEmpty();
    }

    private void passDown(ChildGroup group, Member parent) throws SQLException {
        String reason = "Its parent process " + group.parent() + " " + switch (parent.state()) {
            case FAILED -> "has failed";
            case TIMED_OUT -> "has timed out";
            default -> "was cancelled";
        };
        for (Child child : lookups.children(group)) {
            if (child.isOwn() && !child.isEnded()) {
                cancel(child.pid(), reason, parent.isCompensated());
            }
        }
    }

    private void cancel(String child, String reason, boolean compensated) {
        try {
            if (compensated) {
                processes.cancelWithCompensation(child, reason);
            } else {
                processes.cancel(child, reason);
            }
        } catch (ProcessStateException | ProcessNotFoundException ended) {
            RunnerLog.info("Process " + child + " is not cancelled although " + reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1) + ": " + ended.getMessage());
        }
    }
}
