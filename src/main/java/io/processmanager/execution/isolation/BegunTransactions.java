package io.processmanager.execution.isolation;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The transactions begun by an attempt, as far as the server reports them. A suspended and forgotten one would hold its
 * locks and connections until its timeout.
 */
final class BegunTransactions {

    private static final int MANY = 16;

    private final ThreadLocal<List<Transaction>> ofAttempt = new ThreadLocal<>();

    /** Call before an attempt, on its thread. */
    void begin() {
        ofAttempt.set(new ArrayList<>(0));
    }

    /** Records a transaction of the current thread; ignored outside of attempts. */
    void notice(Transaction transaction) {
        List<Transaction> begun = ofAttempt.get();
        if (begun != null && transaction != null && !begun.contains(transaction)) {
            if (begun.size() >= MANY) {
                begun.removeIf(known -> !isOpen(known));
            }
            begun.add(transaction);
        }
    }

    /** @return the open transactions of the current thread's attempt */
    List<Transaction> open() {
        List<Transaction> begun = ofAttempt.get();
        return begun == null || begun.isEmpty() ? List.of() : begun.stream().filter(BegunTransactions::isOpen).toList();
    }

    /** Call after the attempt, on its thread. */
    void end() {
        ofAttempt.remove();
    }

    static boolean isOpen(Transaction transaction) {
        try {
            int status = transaction.getStatus();
            return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
        } catch (SystemException unclear) {
            // Roll it back.
            return true;
        }
    }
}
