package io.processmanager.teststeps;

import io.processmanager.InterruptingProcessStep;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.StepContext;
import io.processmanager.StepSpec;
import io.processmanager.TransactionalProcessStep;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Map;
import javax.naming.InitialContext;

/** Steps that write into the {@link Ledger}. */
public final class LedgerSteps {

    private LedgerSteps() {
    }

    private static void enter(String key, StepContext context) {
        Ledger.enter(key, context.stepName() + "/" + context.attempt());
    }

    /** Enters a row, and then goes on as the argument says. */
    public static final class Enters implements TransactionalProcessStep<JsonValue, Object> {
        private final String gate;
        private final String how;

        public Enters(String gate, String how) {
            this.gate = gate;
            this.how = how;
        }

        @Override
        public Object execute(JsonValue input, StepContext context) throws Exception {
            enter(gate, context);
            Executions.add(gate, context.stepName() + "/" + context.attempt());
            boolean first = Executions.of(gate).size() == 1;
            switch (how) {
                case "plain" -> { }
                case "fails first" -> failIf(first);
                case "waits first" -> {
                    if (first) {
                        Gate.of(gate).passWhateverHappens();
                    }
                }
                case "waits" -> Gate.of(gate).pass();
                case "returns too much" -> {
                    return "x".repeat(2_000_000);
                }
                case "spoils the transaction" -> InitialContext.<TransactionSynchronizationRegistry>doLookup("java:comp/TransactionSynchronizationRegistry")
                        .setRollbackOnly();
                default -> throw new IllegalArgumentException(how);
            }
            return Executions.of(gate).size();
        }

        private static void failIf(boolean condition) {
            if (condition) {
                throw new IllegalStateException("after the entry");
            }
        }
    }

    /** Starts another process. */
    public static final class StartsAnother implements TransactionalProcessStep<JsonValue, String> {
        private final boolean failing;
        private final String name;
        private final ProcessManager processes;

        @Inject
        public StartsAnother(String name, boolean failing, ProcessManager processes) {
            this.name = name;
            this.failing = failing;
            this.processes = processes;
        }

        @Override
        public String execute(JsonValue input, StepContext context) {
            String pid = processes.start(ManagedProcess.named(name).step("a", StepSpec.ofType("merge", Map.of())).build());
            if (failing) {
                throw new IllegalStateException("after the start");
            }
            return pid;
        }
    }

    /** Enters a row and waits for people. */
    public static final class EntersAndAsks implements TransactionalProcessStep<JsonValue, JsonValue>, InterruptingProcessStep<JsonValue, JsonValue> {
        private final String key;

        public EntersAndAsks(String key) {
            this.key = key;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            enter(key, context);
            return input;
        }
    }
}
