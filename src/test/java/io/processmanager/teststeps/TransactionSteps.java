package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.TransactionalProcessStep;
import jakarta.json.JsonValue;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Steps that deal with JTA transactions themselves, and enter what they do in them into the {@link Ledger}. */
public final class TransactionSteps {

    private TransactionSteps() {
    }

    private static UserTransaction transaction() throws NamingException {
        return InitialContext.doLookup("java:comp/UserTransaction");
    }

    private static TransactionManager manager() throws NamingException {
        try {
            return InitialContext.doLookup("java:jboss/TransactionManager");
        } catch (NamingException notWildFly) {
            return InitialContext.doLookup("java:appserver/TransactionManager");
        }
    }

    /** Begins a transaction and leaves it as the argument says. */
    public static final class Begins implements ProcessStep<JsonValue, String> {
        private final String key;
        private final String how;

        public Begins(String key, String how) {
            this.key = key;
            this.how = how;
        }

        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            UserTransaction transaction = transaction();
            if (how.equals("waits for a second") || how.equals("its time is up")) {
                transaction.setTransactionTimeout(1);
            }
            transaction.begin();
            Ledger.enter(key, how);
            switch (how) {
                case "open", "waits for a second" -> { }
                case "open and fails" -> throw new IllegalStateException(how);
                case "marked for rollback" -> transaction.setRollbackOnly();
                case "its time is up" -> awaitEnd(transaction);
                case "open and beyond the timeout" -> Gate.of(key).passWhateverHappens();
                case "committed" -> transaction.commit();
                case "suspended" -> manager().suspend();
                case "suspended, resumed and committed" -> {
                    manager().resume(manager().suspend());
                    transaction.commit();
                }
                default -> throw new IllegalArgumentException(how);
            }
            return how;
        }

        /** By the server, which does so in its own time. */
        private static void awaitEnd(UserTransaction transaction) throws Exception {
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (transaction.getStatus() == Status.STATUS_ACTIVE && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }
    }

    /** Is executed in a transaction, and does with it what the argument says. */
    public static final class Meddles implements TransactionalProcessStep<JsonValue, String> {
        private final String key;
        private final String how;

        public Meddles(String key, String how) {
            this.key = key;
            this.how = how;
        }

        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            Ledger.enter(key, "first");
            switch (how) {
                case "commits" -> transaction().commit();
                case "rolls back" -> transaction().rollback();
                case "marks for rollback" -> transaction().setRollbackOnly();
                case "suspends" -> manager().suspend();
                case "commits and begins another" -> {
                    transaction().commit();
                    transaction().begin();
                    Ledger.enter(key, "second");
                }
                case "suspends and begins another" -> {
                    manager().suspend();
                    transaction().begin();
                    Ledger.enter(key, "second");
                }
                case "begins another within" -> transaction().begin();
                default -> throw new IllegalArgumentException(how);
            }
            return how;
        }
    }

    /** Tells the status of the transaction that it finds, and then commits one of its own. */
    public static final class Commits implements ProcessStep<JsonValue, Integer> {
        private final String key;

        public Commits(String key) {
            this.key = key;
        }

        @Override
        public Integer execute(JsonValue input, StepContext context) throws Exception {
            int status = transaction().getStatus();
            transaction().begin();
            Ledger.enter(key, "committed");
            transaction().commit();
            return status;
        }
    }
}
