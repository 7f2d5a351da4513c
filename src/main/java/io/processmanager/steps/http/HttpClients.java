package io.processmanager.steps.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one HTTP client of the deployment, made when it is first needed. It is let go on undeployment: up to Java 20 a client cannot be
 * closed, it ends its thread once nothing refers to it any more, which a static field would prevent together with the unloading of the
 * deployment's classes.
 */
@ApplicationScoped
public class HttpClients {

    private final AtomicInteger threads = new AtomicInteger();
    private ExecutorService executor;
    private HttpClient client;

    /**
     * @return the client: HTTP/1.1, since an upgrade from plain HTTP to HTTP/2 confuses more servers than it helps; it follows no
     *         redirects and keeps no cookies
     */
    public synchronized HttpClient client() {
        if (client == null) {
            executor = Executors.newCachedThreadPool(this::thread);
            client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).executor(executor)
                    .build();
        }
        return client;
    }

    /** These threads serve all steps, so they inherit nothing from the one that happens to be the first. */
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
