package io.processmanager.steps.http;

import io.processmanager.steps.http.AllowedHosts.HostNotAllowedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLException;

/**
 * A request and its redirects within one time limit. Redirects are followed here, not by the client, to check each
 * host.
 */
public final class HttpConversation {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient client;
    private final AllowedHosts allowedHosts;
    private final int longestBody;
    private final Duration timeout;
    private final long start = System.nanoTime();

    /**
     * @param client sends the requests
     * @param allowedHosts permitted hosts
     * @param longestBody maximum response bytes
     * @param timeout total time, starting now
     */
    public HttpConversation(HttpClient client, AllowedHosts allowedHosts, int longestBody, Duration timeout) {
        this.client = client;
        this.allowedHosts = allowedHosts;
        this.longestBody = longestBody;
        this.timeout = timeout;
    }

    /**
     * @param call the first request
     * @param wanted statuses to return as they are, even redirects
     * @return the last response, whatever its status
     * @throws HostNotAllowedException if the request or a redirect goes to another host than allowed
     * @throws IOException if the response is missing, late or too long
     * @throws InterruptedException if interrupted; the request is aborted
     */
    public HttpResponse<byte[]> hold(HttpCall call, IntPredicate wanted) throws HostNotAllowedException, IOException, InterruptedException {
        HttpCall current = call;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            allowedHosts.check(current.target());
            HttpResponse<byte[]> answer = send(current);
            Optional<String> location = answer.headers().firstValue("location");
            if (wanted.test(answer.statusCode()) || !REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
                return answer;
            }
            current = redirected(current, answer.statusCode(), location.get());
        }
        throw new IOException(call + " was redirected more than " + MOST_REDIRECTS + " times; give the URL where it ends");
    }

    private static HttpCall redirected(HttpCall call, int status, String location) throws IOException {
        try {
            return call.redirected(status, location);
        } catch (IllegalArgumentException notFollowed) {
            throw new IOException(call + " was redirected, which was not followed, since the new URL " + notFollowed.getMessage(), notFollowed);
        }
    }

    /** Retries once if the connection broke before the response began: servers close idle connections. */
    private HttpResponse<byte[]> send(HttpCall call) throws IOException, InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            return attempt(call, begun);
        } catch (BrokenConnectionException broken) {
            if (begun.get() || !call.isIdempotent()) {
                throw broken;
            }
            return attempt(call, begun);
        }
    }

    private HttpResponse<byte[]> attempt(HttpCall call, AtomicBoolean begun) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(call.toRequest(), head -> {
            begun.set(true);
            return new BoundedBody(longestBody);
        });
        try {
            return answer.get(timeout.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException(call + " was not answered in full within " + timeout.toMillis() / 1_000.0
                    + " s; if it needs more, raise \"timeout\" in the argument of the step");
        } catch (ExecutionException failed) {
            throw failure(call, failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException failure(HttpCall call, Throwable cause) {
        String message = call + " failed: " + reason(cause);
        boolean wasConnected = cause instanceof IOException && !(cause instanceof ConnectException) && !(cause instanceof SSLException);
        return wasConnected ? new BrokenConnectionException(message, cause) : new IOException(message, cause);
    }

    private static final class BrokenConnectionException extends IOException {
        private BrokenConnectionException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Connect failures of the HTTP client have no message. */
    private static String reason(Throwable failure) {
        if (failure instanceof ConnectException) {
            return failure.getCause() instanceof UnresolvedAddressException || failure.getCause() != null
                    && failure.getCause().getCause() instanceof UnresolvedAddressException
                            ? "the host name is not known"
                            : "nothing accepts connections there";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
