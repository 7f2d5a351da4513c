package io.processmanager.store.entity;

import io.processmanager.view.ProcessState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The state of a process as everybody is shown it. In the database a process is {@link ProcessState#RUNNING} from its claim on; a runner claims ahead, so it may take until the
 * first step begins. Until then the process is shown as queued, by look-ups, lists and counts alike.
 */
public final class ShownState {

    /** In JPQL: of a process {@code p}, whether a step has begun under its claim. */
    public static final String BEGUN = "p.stepStartedAt is not null";

    private ShownState() {
    }

    /**
     * Processes of one state in the database.
     *
     * @param state the state
     * @param begun those only whose step has begun, or has not; empty for both
     */
    public record Stored(ProcessState state, Optional<Boolean> begun) {

        /** @return the condition in SQL on the other columns of a process {@code p} of this state */
        public String further() {
            return begun.map(begun -> "and p.step_started_at is " + (begun ? "not null" : "null")).orElse("");
        }
    }

    public static ProcessState of(ProcessState stored, Long stepStartedAt) {
        return stored == ProcessState.RUNNING && stepStartedAt == null ? ProcessState.QUEUED : stored;
    }

    /** @return what is shown in this state, or in any */
    public static List<Stored> stored(Optional<ProcessState> shown) {
        if (shown.isEmpty()) {
            return Arrays.stream(ProcessState.values()).map(state -> new Stored(state, Optional.empty())).toList();
        }
        return switch (shown.get()) {
            case QUEUED -> List.of(new Stored(ProcessState.QUEUED, Optional.empty()), new Stored(ProcessState.RUNNING, Optional.of(false)));
            case RUNNING -> List.of(new Stored(ProcessState.RUNNING, Optional.of(true)));
            case INTERRUPTED, FINISHED, FAILED, TIMED_OUT, CANCELLED -> List.of(new Stored(shown.get(), Optional.empty()));
        };
    }

    /** @return the condition in SQL that a process {@code p} is shown in this state */
    public static String sql(ProcessState shown) {
        return stored(Optional.of(shown)).stream().map(stored -> "p.state = '" + stored.state().name() + "' " + stored.further())
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** @return likewise in JPQL */
    public static String jpql(ProcessState shown) {
        return sql(shown).replace("step_started_at", "stepStartedAt").replaceAll("'(\\w+)'", ProcessState.class.getName() + ".$1");
    }
}
