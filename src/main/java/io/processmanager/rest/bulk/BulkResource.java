package io.processmanager.rest.bulk;

import io.processmanager.bulk.BulkChanges;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.following.ChangedProcess;
import io.processmanager.rest.representation.ProcessRepresentation;
import io.processmanager.rest.request.BulkReader;
import io.processmanager.specification.SpecificationReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;

/** Changes many processes. A separate resource, for the same reason as {@link ProcessBatchResource}. */
@ApplicationScoped
@Path("processes/bulk")
@Produces(MediaType.APPLICATION_JSON)
public class BulkResource {

    @Inject
    BulkChanges bulk;

    @Inject
    ChangedProcess changed;

    @Inject
    RequestBody body;

    /**
     * Starts a process that changes all processes that match.
     *
     * @param content the action, the filter and the reason
     * @param headers request headers
     * @param uri request URI
     * @return 202 and that process
     */
    @POST
    public Response start(InputStream content, @Context HttpHeaders headers, @Context UriInfo uri) {
        SentObject sent = body.object(headers, content);
        BulkReader.Change change = BulkReader.read(sent);
        String pid = SpecificationReader.inOrder(sent, () -> bulk.start(change.action(), change.filter(), change.reason().orElse(null)));
        URI address = uri.getBaseUriBuilder().path("processes").path(pid).build();
        return changed.changed(pid, process -> Response.accepted(ProcessRepresentation.whole(process)).location(address).build());
    }
}
