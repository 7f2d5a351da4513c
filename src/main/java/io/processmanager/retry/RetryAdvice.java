package io.processmanager.retry;

import io.processmanager.NonRetryableException;
import io.processmanager.RetryLaterException;
import io.processmanager.StepException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a failure says of another attempt.
 *
 * @param types the class of the exception and its superclasses
 * @param isFinal whether another attempt is in vain
 * @param after the pause it asks for; empty if it leaves that to the policy
 * @param obeysCeiling whether that pause is bounded by the longest one of the policy
 */
public record RetryAdvice(List<String> types, boolean isFinal, Optional<Duration> after, boolean obeysCeiling) {

    /** For what no exception stands for. */
    public static final RetryAdvice NONE = new RetryAdvice(List.of(), false, Optional.empty(), false);

    /**
     * Calls no method that a step could have overridden.
     *
     * @param failure what a step has thrown
     * @return its advice
     */
    public static RetryAdvice of(Throwable failure) {
        Optional<Duration> asked = failure instanceof RetryLaterException later ? Optional.of(later.after()) : Optional.empty();
        Optional<Duration> told = failure instanceof StepException step ? step.retryAfter() : Optional.empty();
        return new RetryAdvice(types(failure.getClass()), failure instanceof NonRetryableException, asked.or(() -> told), asked.isEmpty());
    }

    /**
     * @param type names the error
     * @return the advice of a failure that is known by its class only
     */
    public static RetryAdvice of(Class<?> type) {
        return new RetryAdvice(types(type), NonRetryableException.class.isAssignableFrom(type), Optional.empty(), false);
    }

    /** @return whether it is of one of these classes, or of a subclass */
    boolean isAny(List<String> classes) {
        return types.stream().anyMatch(classes::contains);
    }

    private static List<String> types(Class<?> failure) {
        List<String> types = new ArrayList<>();
        for (Class<?> type = failure; type != null && type != Object.class; type = type.getSuperclass()) {
            types.add(type.getName());
        }
        return List.copyOf(types);
    }
}
