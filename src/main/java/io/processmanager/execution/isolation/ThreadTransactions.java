package io.processmanager.execution.isolation;

import io.processmanager.execution.connections.CreatedTransactions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The JTA transactions on step threads. No step may leave one behind. */
@ApplicationScoped
public class ThreadTransactions {

    private static final System.Logger LOG = System.getLogger(ThreadTransactions.class.getName());

    /** JNDI names on WildFly and Payara. */
    private static final List<String> MANAGERS = List.of("java:jboss/TransactionManager", "java:appserver/TransactionManager");

    /** Begins and ends transactions: Payara's TransactionManager would not notify the connections. */
    @Resource
    UserTransaction transaction;

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

    /**
     * @return the bean itself: an attempt may outlive the container and its proxy. It is wrapped, because a proxy of Weld
     * returns itself in place of a bare {@code this}
     */
    Optional<ThreadTransactions> withoutProxy() {
        return Optional.of(this);
    }

    /** Call before an attempt, on its thread. */
    void beginAttempt() {
        begun.begin();
    }

    /** Call after the attempt, on its thread. */
    void endAttempt() {
        begun.end();
    }

    /** Call repeatedly while an attempt has a transaction. */
    void noticeCurrent() {
        try {
            begun.notice(manager.getTransaction());
        } catch (SystemException unclear) {
            LOG.log(System.Logger.Level.DEBUG, "The transaction manager does not tell the transaction of a step", unclear);
        }
    }

    /** @return the current thread's transaction; null if none */
    Transaction current() throws SystemException {
        return manager.getTransaction();
    }

    /**
     * Rolls back a step's current and suspended transactions, and resets its transaction timeout.
     *
     * @return what it left, as the end of a sentence; empty if nothing
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

    /** Frees the thread of its transaction even if the rollback fails. */
    void rollBackCurrent() throws SystemException {
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
