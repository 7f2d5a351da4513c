package io.processmanager.steps.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The deployment's HTTP client, created on first use. Before Java 21 a client cannot be closed: its thread ends once it
 * is unreachable, which a static field would prevent, along with class unloading.
 */
@ApplicationScoped
public class HttpClients {

    private final AtomicInteger threads = new AtomicInteger();
    private ExecutorService executor;
    private HttpClient client;

    /**
     * @return the client: HTTP/1.1, as many servers mishandle upgrades from plain HTTP to HTTP/2; no redirects, no
     *         cookies
     */
    public synchronized HttpClient client() {
        if (client == null) {
            executor = Executors.newCachedThreadPool(this::thread);
            client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).executor(executor)
                    .build();
        }
        return client;
    }

    /** Threads serve all steps, so they inherit no thread-locals from the first. */
    private Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "process-manager-http-" + threads.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    public synchronized void letGo() {
        if (executor != null) {
            executor.shutdownNow();
        }
        executor = null;
        client = null;
    }
}
