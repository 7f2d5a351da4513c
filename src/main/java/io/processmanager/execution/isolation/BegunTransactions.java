package io.processmanager.execution.isolation;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The transactions that an attempt has begun on its thread, as far as the server tells of them: one that a step suspends and then forgets would keep its locks and its
 * connections until its time-out.
 */
final class BegunTransactions {

    private static final int MANY = 16;

    private final ThreadLocal<List<Transaction>> ofAttempt = new ThreadLocal<>();

    /** To be called before an attempt, on its thread. */
    void begin() {
        ofAttempt.set(new ArrayList<>(0));
    }

    /** To be called when the current thread has begun a transaction, or has one; outside of attempts nobody cares. */
    void notice(Transaction transaction) {
        List<Transaction> begun = ofAttempt.get();
        if (begun != null && transaction != null && !begun.contains(transaction)) {
            if (begun.size() >= MANY) {
                begun.removeIf(known -> !isOpen(known));
            }
            begun.add(transaction);
        }
    }

    /** @return those of the current thread's attempt that are still open */
    List<Transaction> open() {
        List<Transaction> begun = ofAttempt.get();
        return begun == null || begun.isEmpty() ? List.of() : begun.stream().filter(BegunTransactions::isOpen).toList();
    }

    /** To be called after the attempt, on the same thread. */
    void end() {
        ofAttempt.remove();
    }

    static boolean isOpen(Transaction transaction) {
        try {
            int status = transaction.getStatus();
            return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
        } catch (SystemException unclear) {
            // To be rolled back.
            return true;
        }
    }
}
