package io.processmanager.teststeps;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepSpec;
import io.processmanager.TransactionalProcessStep;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.queue.Queuing;
import io.processmanager.teststeps.FailingSteps.SucceedsAtAttempt;
import io.processmanager.teststeps.WaitingSteps.Waits;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Steps that start child processes. */
public final class StartingSteps {

    private StartingSteps() {
    }

    /** Each child is described by a word that says what it does, and mostly the name of its gate or key. */
    private static ManagedProcess child(String described) {
        String[] words = described.split(" ");
        StepSpec step = switch (words[0]) {
            case "waits" -> StepSpec.of(Waits.class, words[1]);
            case "second" -> StepSpec.of(SucceedsAtAttempt.class, words[1], 2);
            case "first" -> StepSpec.of(SucceedsAtAttempt.class, words[1], 1);
            case "nested" -> StepSpec.of(Starts.class, String.join(" ", Arrays.copyOfRange(words, 1, words.length)), "ALL", "FAIL");
            case "endless" -> StepSpec.of(Starts.class, "endless", "ALL", "FAIL");
            case "invalid" -> StepSpec.ofType("merge");
            case "unique" -> StepSpec.of(Waits.class, words[1]);
            default -> throw new IllegalArgumentException(described);
        };
        ManagedProcess.Builder process = ManagedProcess.named(words[0]).step("only", step);
        if (words[0].equals("unique")) {
            process.queuing(Queuing.DEFAULT.withUniqueKey(words[1]));
        }
        return process.build();
    }

    private static List<ManagedProcess> children(String described) {
        return Arrays.stream(described.split(",")).map(StartingSteps::child).toList();
    }

    /** Starts children and returns an object. */
    public static final class Starts implements ProcessStep<JsonValue, Map<String, Integer>> {
        private final String children;
        private final ChildWait awaited;
        private final ChildFailure onFailure;

        public Starts(String children, ChildWait awaited, ChildFailure onFailure) {
            this.children = children;
            this.awaited = awaited;
            this.onFailure = onFailure;
        }

        @Override
        public Map<String, Integer> execute(JsonValue input, StepContext context) {
            Executions.add(children, context.stepName() + "/" + context.attempt());
            context.startChildren(children(children), awaited, onFailure);
            return Map.of("own", 1);
        }
    }

    /** Likewise in its transaction, and fails in its first attempt afterwards. */
    public static final class StartsInTransaction implements TransactionalProcessStep<JsonValue, Void> {
        private final String children;

        public StartsInTransaction(String children) {
            this.children = children;
        }

        @Override
        public Void execute(JsonValue input, StepContext context) {
            context.startChildren(children(children), ChildWait.ALL, ChildFailure.FAIL);
            if (context.attempt() == 1) {
                throw new IllegalStateException("after the children");
            }
            return null;
        }
    }

    /** Does it wrong. */
    public static final class StartsWrongly implements ProcessStep<JsonValue, JsonValue> {
        private final String how;

        public StartsWrongly(String how) {
            this.how = how;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            context.startChildren(how.equals("many") ? Collections.nCopies(1_001, child("invalid")) : children("waits x"), ChildWait.NONE, ChildFailure.FAIL);
            if (how.equals("twice")) {
                context.startChildren(List.of(), ChildWait.NONE, ChildFailure.FAIL);
            }
            return how.equals("text") ? Json.createValue("text") : JsonValue.NULL;
        }
    }
}
