package io.processmanager.rest.bulk;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.configuration.Setting;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.representation.Fields;
import io.processmanager.rest.request.BatchReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** Starts many processes at once. A separate resource, as the resource of one process would take "batch" for a pid. */
@ApplicationScoped
@Path("processes/batch")
@Produces(MediaType.APPLICATION_JSON)
public class ProcessBatchResource {

    @Inject
    ProcessManager processes;

    @Inject
    RequestBody body;

    @Inject
    BatchReader batches;

    /**
     * Queues all processes in one transaction, or none.
     *
     * @param content a list of specifications
     * @param headers request headers
     * @return 201 and the pids, in request order
     */
    @POST
    public Response start(InputStream content, @Context HttpHeaders headers) {
        SentObject sent = body.object(headers, content, Setting.MAX_BATCH_BODY);
        List<ManagedProcess> batch = batches.read(sent);
        List<String> pids = batches.naming(sent, () -> processes.startAll(batch));
        JsonObject answer = new Fields().json("pids", Fields.array(pids, Fields::string)).build();
        return Response.status(Response.Status.CREATED).type(MediaType.APPLICATION_JSON_TYPE).entity(answer).build();
    }
}
