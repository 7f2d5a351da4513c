package io.processmanager.rest.bulk;

import io.processmanager.ProcessManager;
import io.processmanager.rest.representation.ProcessRepresentation;
import io.processmanager.rest.request.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Counts processes. A separate resource, for the same reason as {@link ProcessBatchResource}. */
@ApplicationScoped
@Path("processes/counts")
@Produces(MediaType.APPLICATION_JSON)
public class ProcessCountsResource {

    @Inject
    ProcessManager processes;

    /**
     * @param uri without parameters: a filter must not seem to apply
     * @return 200 and the counts
     */
    @GET
    public JsonObject counts(@Context UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return ProcessRepresentation.counts(processes.counts());
    }
}
