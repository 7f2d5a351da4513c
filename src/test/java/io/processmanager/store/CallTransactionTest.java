package io.processmanager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.ProcessNotFoundException;
import io.processmanager.UnknownOutcomeException;
import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.database.transaction.ContainerTransaction;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.TransactionalException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller learns of a transaction that fails, depending on when it does. */
class CallTransactionTest {

    private static final List<String> PIDS = List.of("1", "2");

    private final CallTransaction calls = new CallTransaction();
    private Throwable failureAtTheBeginning;
    private Throwable failureBeforeTheCommit;
    private Throwable failureAtTheCommit;
    private Object callersTransaction;
    private Synchronization lastOne;
    private boolean rollbackOnly;

    /** As the interceptors of both servers do: a new transaction, unless the caller has one. */
    private final class OwnTransactions extends ContainerTransaction {

        @Override
        public <T> T around(Supplier<T> work) {
            CallTransactionTest.<RuntimeException>sneak(failureAtTheBeginning);
            T result = work.get();
            if (callersTransaction == null) {
                CallTransactionTest.<RuntimeException>sneak(failureBeforeTheCommit);
                lastOne.beforeCompletion();
                CallTransactionTest.<RuntimeException>sneak(failureAtTheCommit);
            }
            return result;
        }
    }

    /** Checked exceptions pass interceptors unannounced. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        if (failure != null) {
            throw (E) failure;
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(new RollbackException("rolled back"), new HeuristicMixedException(), new TransactionalException("failed", new RollbackException()),
                new IllegalStateException("closed"), new OutOfMemoryError("of a test"));
    }

    @BeforeEach
    void putTogether() {
        calls.container = new OwnTransactions();
        calls.transactions = (TransactionSynchronizationRegistry) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class}, (self, method, arguments) -> switch (method.getName()) {
                    case "getTransactionKey" -> callersTransaction;
                    case "getRollbackOnly" -> rollbackOnly;
                    default -> lastOne = (Synchronization) arguments[0];
                });
        calls.database = new Database() {
            @Override
            public Dialect dialect() {
                return Dialect.DERBY;
            }

            @Override
            public <T> T inCurrentTransaction(Work<T> work) throws SQLException {
                return work.in(null);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatWasReadIsAnsweredHoweverItsTransactionEnds(Throwable failure) {
        failureAtTheCommit = failure;
        assertEquals("read", calls.reading(() -> "read"));
    }

    @Test
    void aFailedReadIsTold() {
        ProcessNotFoundException failure = new ProcessNotFoundException("1");
        assertSame(failure, assertThrows(ProcessNotFoundException.class, () -> calls.reading(() -> {
            throw failure;
        })));
        failureAtTheBeginning = new NotSupportedException("no transaction");
        assertSame(failureAtTheBeginning, assertThrows(PersistenceException.class, () -> calls.reading(() -> "read")).getCause());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nobodyKnowsWhetherAChangeWasMadeWhoseCommitHasFailed(Throwable failure) {
        failureAtTheCommit = failure;
        UnknownOutcomeException unknown = assertThrows(UnknownOutcomeException.class, () -> calls.changing(PIDS, () -> "changed"));
        assertEquals(PIDS, unknown.pids());
        assertSame(failure, unknown.getCause());
    }

    @Test
    void whatFailsBeforeTheCommitWasNotMade() {
        failureBeforeTheCommit = new RollbackException("the insert was refused");
        assertSame(failureBeforeTheCommit, assertThrows(PersistenceException.class, () -> calls.changing(PIDS, () -> "changed")).getCause());
    }

    @Test
    void whatIsRolledBackInsteadOfCommittedWasNotMade() {
        rollbackOnly = true;
        failureAtTheCommit = new RollbackException("marked for rollback");
        assertSame(failureAtTheCommit, assertThrows(PersistenceException.class, () -> calls.changing(PIDS, () -> "changed")).getCause());
    }

    @Test
    void theCommitOfACallerIsTheCallers() {
        callersTransaction = new Object();
        failureAtTheCommit = new RollbackException();
        assertEquals("changed", calls.changing(PIDS, () -> "changed"));
        assertEquals("read", calls.reading(() -> "read"));
    }
}
