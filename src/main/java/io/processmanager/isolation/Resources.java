package io.processmanager.isolation;

import java.util.Optional;

/**
 * What a step is executed with. Cannot be changed; each {@code with…} method returns a copy.
 *
 * @param isIsolated whether in a Java virtual machine of its own, a child of the server, which a crash, the end of its
 *         heap or {@code System.exit} ends alone
 * @param memory the heap of that virtual machine in MiB; empty for {@code process-manager.isolation.memory}
 * @param threads how many tasks of the step run at a time; empty for {@code process-manager.step.max-threads}
 */
public record Resources(boolean isIsolated, Optional<Integer> memory, Optional<Integer> threads) {

    /** On a thread of the server. */
    public static final Resources DEFAULT = new Resources(false, Optional.empty(), Optional.empty());

    /** The least and the largest heap of an isolated step, in MiB. */
    public static final int LEAST_MEMORY = 16;
    public static final int MOST_MEMORY = 65_536;

    /** @return the same, in a virtual machine of its own */
    public Resources isolated() {
        return new Resources(true, memory, threads);
    }

    /** @param megabytes the heap of the virtual machine, 16 to 65,536 MiB */
    public Resources withMemory(int megabytes) {
        return new Resources(isIsolated, Optional.of(megabytes), threads);
    }

    /** @param most 1 to {@code process-manager.step.max-threads} */
    public Resources withThreads(int most) {
        return new Resources(isIsolated, memory, Optional.of(most));
    }
}
