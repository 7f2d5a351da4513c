package io.processmanager;

/** How often a failed step is retried. The limit is checked when the process is started. */
public final class Retry {

    public static final Retry NONE = times(0);

    private final int maxRetries;

    private Retry(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    /**
     * @param maxRetries the number of retries, 0 to 1,000
     * @return a policy with up to that many retries
     */
    public static Retry times(int maxRetries) {
        return new Retry(maxRetries);
    }

    /** @return the maximum number of retries */
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
