package io.processmanager;

/**
 * How often a step is tried again after an attempt of it has failed. {@link #NONE} and {@link #times} make one;
 * whether it is within the limits is checked with the whole process, when it is started.
 */
public final class Retry {

    /** One attempt and no other. */
    public static final Retry NONE = times(0);

    private final int maxRetries;

    private Retry(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    /**
     * @param maxRetries how many further attempts a failure is given, 0 to 1,000
     * @return up to so many further attempts
     */
    public static Retry times(int maxRetries) {
        return new Retry(maxRetries);
    }

    /** @return how many further attempts a failure is given */
    public int maxRetries() {
        return maxRetries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Retry retry && maxRetries == retry.maxRetries;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(maxRetries);
    }

    @Override
    public String toString() {
        return "Retry[maxRetries=" + maxRetries + "]";
    }
}
