package io.processmanager.rest.problem;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.Provider;

/** Detects the end of a database outage: a request that needs the database succeeded. */
@Provider
public class AnsweredRequests implements ContainerResponseFilter {

    @Context
    ServletContext context;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        DatabaseOutage.known(context).filter(outage -> response.getStatusInfo().getFamily() == Family.SUCCESSFUL && needsDatabase(request.getUriInfo().getPath()))
                .ifPresent(outage -> outage.answered(request.getMethod()));
    }

    private static boolean needsDatabase(String path) {
        return path.startsWith("processes") || path.startsWith("runners");
    }
}
