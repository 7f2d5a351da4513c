package io.processmanager.rest;

import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * Jersey's servlet with idempotent {@code destroy}: Payara calls it twice, and waiting clients would get the exception
 * of Jersey's second call.
 */
@WebServlet(name = "process-manager-api", urlPatterns = "/api/*", asyncSupported = true, loadOnStartup = 1,
        initParams = @WebInitParam(name = "jakarta.ws.rs.Application", value = "io.processmanager.rest.RestApi"))
public class RestServlet extends ServletContainer {

    private static final long serialVersionUID = 1L;

    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public void destroy() {
        if (ended.compareAndSet(false, true)) {
            super.destroy();
        }
    }
}
