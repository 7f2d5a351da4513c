package io.processmanager.rest;

import io.processmanager.Runners;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.rest.representation.RunnerRepresentation;
import io.processmanager.rest.request.ActionReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** Lists runners and controls them. */
@ApplicationScoped
@Path("runners")
@Produces(MediaType.APPLICATION_JSON)
public class RunnersResource {

    @Inject
    Runners runners;

    @Inject
    RequestBody body;

    /** @return 200 and the known runners, newest first */
    @GET
    public JsonObject list() {
        return RunnerRepresentation.all(runners.list());
    }

    /** @return 200 and the runner */
    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return RunnerRepresentation.of(runners.get(id));
    }

    /** @return 200 and the runner, with its new status */
    @POST
    @Path("{id}/pause")
    public JsonObject pause(@PathParam("id") String id, InputStream content, @Context HttpHeaders headers) {
        ActionReader.requireNothing(body.optionalObject(headers, content));
        return RunnerRepresentation.of(runners.pause(id));
    }

    /** @return likewise */
    @POST
    @Path("{id}/resume")
    public JsonObject resume(@PathParam("id") String id, InputStream content, @Context HttpHeaders headers) {
        ActionReader.requireNothing(body.optionalObject(headers, content));
        return RunnerRepresentation.of(runners.resume(id));
    }

    /** @return likewise */
    @POST
    @Path("{id}/drain")
    public JsonObject drain(@PathParam("id") String id, InputStream content, @Context HttpHeaders headers) {
        ActionReader.requireNothing(body.optionalObject(headers, content));
        return RunnerRepresentation.of(runners.drain(id));
    }
}
