package io.processmanager.execution;

import io.processmanager.execution.connections.CreatedTransactions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The JTA transactions of steps: begins one for a transactional step, on the thread of the step, and commits it if all goes well; and sees to it that no step leaves one
 * to those who come after it.
 */
@ApplicationScoped
public class StepTransaction {

    private static final System.Logger LOG = System.getLogger(StepTransaction.class.getName());

    /** The same under the names that WildFly and Payara know it by. */
    private static final List<String> MANAGERS = List.of("java:jboss/TransactionManager", "java:appserver/TransactionManager");

    /** Begins and ends them: Payara's manager would not tell the connections. */
    @Resource
    UserTransaction transaction;

    /** Knows which one it is. */
    private TransactionManager manager;
    private final BegunTransactions begun = new BegunTransactions();
    private Optional<CreatedTransactions> created = Optional.empty();

    @PostConstruct
    void findManager() {
        manager = managerOfServer();
        try {
            created = Optional.of(new CreatedTransactions(manager, transaction -> begun.notice((Transaction) transaction)));
        } catch (ClassNotFoundException | RuntimeException payara) {
            LOG.log(System.Logger.Level.DEBUG, "This server tells of transactions only when they are connected with a resource", payara);
        }
    }

    @PreDestroy
    void close() {
        created.ifPresent(CreatedTransactions::close);
    }

    private static TransactionManager managerOfServer() {
        NamingException last = null;
        for (String name : MANAGERS) {
            try {
                return InitialContext.doLookup(name);
            } catch (NamingException otherServer) {
                last = otherServer;
            }
        }
        throw new IllegalStateException("This server has none of " + MANAGERS + "; the supported servers are WildFly and Payara", last);
    }

    /** To be called before an attempt, on its thread. */
    void beginAttempt() {
        begun.begin();
    }

    /** To be called after the attempt, on the same thread. */
    void endAttempt() {
        begun.end();
    }

    /** To be called now and then while an attempt has a transaction. */
    void noticeCurrent() {
        try {
            begun.notice(manager.getTransaction());
        } catch (SystemException unclear) {
            LOG.log(System.Logger.Level.DEBUG, "The transaction manager does not tell the transaction of a step", unclear);
        }
    }

    /**
     * @param limit how long the step may take; the transaction may take a little longer, so that it is the step's deadline that decides
     * @param step executes the step
     * @param execution decides whether the result still counts
     * @param checkpoint writes it
     * @return the outcome of the step; {@link StepOutcome.Refused} if the result does not count, and is undone; {@link StepOutcome.Undecided} if the
     *         database went away during the commit
     * @throws LeftTransactionException if the step has ended the transaction itself, or left it
     * @throws Exception what the step has thrown, or why its work cannot be committed; all is undone
     */
    StepOutcome run(Duration limit, Callable<StepOutcome> step, StepExecution execution, TransactionalCheckpoint checkpoint) throws Exception {
        transaction.setTransactionTimeout((int) Math.min(Integer.MAX_VALUE, limit.toSeconds() + 30));
        transaction.begin();
        Transaction ours = manager.getTransaction();
        boolean committed = false;
        try {
            StepOutcome outcome = step.call();
            if (!(outcome instanceof StepOutcome.Returned returned)) {
                return outcome;
            }
            requireUntouched(ours);
            StepOutcome concluded = execution.beginCommit() ? conclude(returned, checkpoint) : new StepOutcome.Refused();
            committed = concluded instanceof StepOutcome.Returned;
            return concluded;
        } finally {
            if (!committed) {
                rollBack(ours);
            }
        }
    }

    /** What a step commits by itself would not be committed together with its checkpoint, nor would the checkpoint be with anything. */
    private void requireUntouched(Transaction ours) throws SystemException, LeftTransactionException {
        Transaction current = manager.getTransaction();
        if (ours.equals(current) && current.getStatus() == Status.STATUS_ACTIVE) {
            return;
        }
        String left = switch (ours.getStatus()) {
            case Status.STATUS_MARKED_ROLLBACK -> "marked it for rollback. What it did there is rolled back";
            case Status.STATUS_ACTIVE -> "suspended it. What it did there is rolled back";
            case Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK -> "rolled it back";
            case Status.STATUS_COMMITTED -> "committed it. What it did there stays, although the step has failed, and is done again if the step is executed again";
            default -> "ended it";
        };
        throw new LeftTransactionException("A transactional step must leave its transaction to the process manager, which commits it together with the checkpoint."
                + " This one has " + left + (current == null || current.equals(ours) ? "" : "; the transaction that it has begun instead is rolled back")
                + ". Let the step throw if its work is to be undone, and do not end or suspend the transaction");
    }

    /** The step itself has done its part. That the database goes away now is no failure of the step, and whether the commit was made may be unknown. */
    private StepOutcome conclude(StepOutcome.Returned returned, TransactionalCheckpoint checkpoint) throws Exception {
        try {
            if (!checkpoint.write(returned)) {
                return new StepOutcome.Refused();
            }
            transaction.commit();
            return returned.durable();
        } catch (SQLException | RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException failure) {
            if (CommitFailure.isForGood(failure)) {
                throw failure;
            }
            return new StepOutcome.Undecided(failure);
        }
    }

    private void rollBack(Transaction ours) throws SystemException {
        if (!ours.equals(manager.getTransaction())) {
            rollBackCurrent();
            // It is not the thread's any more, but perhaps it still holds its locks.
            if (BegunTransactions.isOpen(ours)) {
                ours.rollback();
            }
        }
        rollBackCurrent();
    }

    /**
     * Rolls back what a step has left: a transaction on the current thread, those that it has suspended. Forgets a time-out that it has set.
     *
     * @return what it has left, as the end of a sentence; empty if nothing
     */
    Optional<String> endLeft() {
        try {
            transaction.setTransactionTimeout(0);
            int status = manager.getStatus();
            if (status == Status.STATUS_NO_TRANSACTION) {
                return rollBackSuspended();
            }
            rollBackCurrent();
            rollBackSuspended();
            return Optional.of(status == Status.STATUS_MARKED_ROLLBACK ? "a transaction that is marked for rollback"
                    : status == Status.STATUS_ACTIVE ? "an open transaction" : "a transaction that has ended by itself (its time was up, perhaps)");
        } catch (SystemException unclear) {
            LOG.log(System.Logger.Level.ERROR, "The transaction manager does not say whether a step has left a transaction open", unclear);
            return Optional.empty();
        }
    }

    private Optional<String> rollBackSuspended() {
        List<Transaction> suspended = begun.open();
        for (Transaction one : suspended) {
            try {
                one.rollback();
            } catch (IllegalStateException | SystemException failure) {
                LOG.log(System.Logger.Level.WARNING, "A transaction that a step has suspended could not be rolled back; it ends by its time-out", failure);
            }
        }
        return suspended.isEmpty() ? Optional.empty() : Optional.of("a suspended transaction");
    }

    /** Whatever goes wrong: the thread has no transaction any more. */
    private void rollBackCurrent() throws SystemException {
        if (manager.getStatus() == Status.STATUS_NO_TRANSACTION) {
            return;
        }
        try {
            transaction.rollback();
        } catch (IllegalStateException | SecurityException | SystemException failure) {
            LOG.log(System.Logger.Level.WARNING, "The transaction of a step could not be rolled back; it ends with its connections, or by its time-out", failure);
        } finally {
            if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
                manager.suspend();
            }
        }
    }
}
