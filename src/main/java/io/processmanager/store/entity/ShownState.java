package io.processmanager.store.entity;

import io.processmanager.view.ProcessState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The state of a process as shown. In the database it is {@link ProcessState#RUNNING} from its claim; as runners
 * claim ahead, look-ups, lists and counts show it as queued until its first step begins.
 */
public final class ShownState {

    /** JPQL condition that a step of {@code p} has begun under its claim. */
    public static final String BEGUN = "p.stepStartedAt is not null";

    private ShownState() {
    }

    /**
     * @param begun whether a step must have begun; empty for either
     */
    public record Stored(ProcessState state, Optional<Boolean> begun) {

        /** @return the SQL condition on other columns of {@code p} */
        public String further() {
            return begun.map(begun -> "and p.step_started_at is " + (begun ? "not null" : "null")).orElse("");
        }
    }

    public static ProcessState of(ProcessState stored, Long stepStartedAt) {
        return stored == ProcessState.RUNNING && stepStartedAt == null ? ProcessState.QUEUED : stored;
    }

    /** @return what is shown in this state, or in any if empty */
    public static List<Stored> stored(Optional<ProcessState> shown) {
        if (shown.isEmpty()) {
            return Arrays.stream(ProcessState.values()).map(state -> new Stored(state, Optional.empty())).toList();
        }
        return switch (shown.get()) {
            case QUEUED -> List.of(new Stored(ProcessState.QUEUED, Optional.empty()), new Stored(ProcessState.RUNNING, Optional.of(false)));
            case RUNNING -> List.of(new Stored(ProcessState.RUNNING, Optional.of(true)));
            case WAITING, INTERRUPTED, FINISHED, FAILED, TIMED_OUT, CANCELLED -> List.of(new Stored(shown.get(), Optional.empty()));
        };
    }

    /** @return the SQL condition that {@code p} is shown in this state */
    public static String sql(ProcessState shown) {
        return stored(Optional.of(shown)).stream().map(stored -> "p.state = '" + stored.state().name() + "' " + stored.further())
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** @return likewise in JPQL */
    public static String jpql(ProcessState shown) {
        return sql(shown).replace("step_started_at", "stepStartedAt").replaceAll("'(\\w+)'", ProcessState.class.getName() + ".$1");
    }
}
