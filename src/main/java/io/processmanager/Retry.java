package io.processmanager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What happens after a failed attempt of a step. Each part that is not given is that of the process's policy, then that of
 * the settings, see {@link #over}. It cannot be changed; each {@code with…} method returns a copy. Limits are checked when
 * the process is started.
 *
 * <p>The n-th retry waits for {@code delay · factor^(n-1)}, at most {@code maxDelay}, and that varied by up to
 * {@code jitter} of it at random, so that what has failed together does not come back together.
 */
public final class Retry {

    /** Nothing is given: the policy of the process or the settings. */
    public static final Retry INHERITED = new Retry(null, null, null, null, null, null);

    /** One attempt and no other. */
    public static final Retry NONE = times(0);

    private final Integer maxRetries;
    private final Duration delay;
    private final Double factor;
    private final Duration maxDelay;
    private final Double jitter;
    private final List<String> neverOn;

    private Retry(Integer maxRetries, Duration delay, Double factor, Duration maxDelay, Double jitter, List<String> neverOn) {
        this.maxRetries = maxRetries;
        this.delay = delay;
        this.factor = factor;
        this.maxDelay = maxDelay;
        this.jitter = jitter;
        this.neverOn = neverOn;
    }

    /**
     * @param maxRetries further attempts after a failure, 0 to 1,000
     * @return a policy with everything else inherited
     */
    public static Retry times(int maxRetries) {
        return INHERITED.withMaxRetries(maxRetries);
    }

    /**
     * @param retries further attempts after a failure, 0 to 1,000
     * @return a copy with this number
     */
    public Retry withMaxRetries(int retries) {
        return new Retry(retries, delay, factor, maxDelay, jitter, neverOn);
    }

    /**
     * @param first the pause before the first retry, 0 to 7 days
     * @return a copy with this pause
     */
    public Retry withDelay(Duration first) {
        return new Retry(maxRetries, first, factor, maxDelay, jitter, neverOn);
    }

    /**
     * @param multiplier what each further pause is longer by, 1 to 100
     * @return a copy with this factor
     */
    public Retry withFactor(double multiplier) {
        return new Retry(maxRetries, delay, multiplier, maxDelay, jitter, neverOn);
    }

    /**
     * @param ceiling the longest pause, up to 7 days
     * @return a copy with this ceiling
     */
    public Retry withMaxDelay(Duration ceiling) {
        return new Retry(maxRetries, delay, factor, ceiling, jitter, neverOn);
    }

    /**
     * @param share by how much of it a pause varies, 0 to 1
     * @return a copy with this jitter
     */
    public Retry withJitter(double share) {
        return new Retry(maxRetries, delay, factor, maxDelay, share, neverOn);
    }

    /**
     * @param exceptions class names of exceptions that are never retried; a subclass of one is not, either
     * @return a copy with these instead of the present ones
     */
    public Retry withNeverOn(List<String> exceptions) {
        return new Retry(maxRetries, delay, factor, maxDelay, jitter, List.copyOf(exceptions));
    }

    /**
     * @param exceptions never retried, nor are their subclasses
     * @return a copy with these instead of the present ones
     */
    @SafeVarargs
    public final Retry withNeverOn(Class<? extends Throwable>... exceptions) {
        return withNeverOn(Arrays.stream(exceptions).map(Class::getName).toList());
    }

    /**
     * @param defaults supplies what is not given here
     * @return the combination
     */
    public Retry over(Retry defaults) {
        return new Retry(maxRetries != null ? maxRetries : defaults.maxRetries, delay != null ? delay : defaults.delay,
                factor != null ? factor : defaults.factor, maxDelay != null ? maxDelay : defaults.maxDelay,
                jitter != null ? jitter : defaults.jitter, neverOn != null ? neverOn : defaults.neverOn);
    }

    /** @return further attempts after a failure */
    public Optional<Integer> maxRetries() {
        return Optional.ofNullable(maxRetries);
    }

    /** @return the pause before the first retry */
    public Optional<Duration> delay() {
        return Optional.ofNullable(delay);
    }

    /** @return the factor between a pause and the next */
    public Optional<Double> factor() {
        return Optional.ofNullable(factor);
    }

    /** @return the longest pause */
    public Optional<Duration> maxDelay() {
        return Optional.ofNullable(maxDelay);
    }

    /** @return by how much of it a pause varies */
    public Optional<Double> jitter() {
        return Optional.ofNullable(jitter);
    }

    /** @return class names of exceptions that are never retried; cannot be changed */
    public Optional<List<String>> neverOn() {
        return Optional.ofNullable(neverOn);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Retry retry && parts().equals(retry.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** The parts that are given. */
    @Override
    public String toString() {
        List<String> given = new ArrayList<>();
        maxRetries().ifPresent(value -> given.add("maxRetries=" + value));
        delay().ifPresent(value -> given.add("delay=" + value));
        factor().ifPresent(value -> given.add("factor=" + value));
        maxDelay().ifPresent(value -> given.add("maxDelay=" + value));
        jitter().ifPresent(value -> given.add("jitter=" + value));
        neverOn().ifPresent(value -> given.add("neverOn=" + value));
        return "Retry" + given;
    }

    private List<Object> parts() {
        return Arrays.asList(maxRetries, delay, factor, maxDelay, jitter, neverOn);
    }
}
