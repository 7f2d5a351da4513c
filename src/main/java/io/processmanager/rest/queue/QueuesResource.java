package io.processmanager.rest.queue;

import io.processmanager.queue.QueueLimits;
import io.processmanager.queue.Queues;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.representation.QueueRepresentation;
import io.processmanager.rest.request.ActionReader;
import io.processmanager.rest.request.QueryParameters;
import io.processmanager.specification.SpecificationReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Lists queues and sets their limits. Each change answers with the queue as it is after it. */
@ApplicationScoped
@Path("queues")
@Produces(MediaType.APPLICATION_JSON)
public class QueuesResource {

    @Inject
    Queues queues;

    @Inject
    RequestBody body;

    @GET
    public JsonObject list(@Context UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return QueueRepresentation.all(queues.list());
    }

    @GET
    @Path("{name}")
    public JsonObject find(@PathParam("name") String name, @Context UriInfo uri) {
        new QueryParameters(uri).refuseIfWrong();
        return QueueRepresentation.queue(queues.find(name));
    }

    @PUT
    @Path("{name}")
    public JsonObject configure(@PathParam("name") String name, InputStream content, @Context HttpHeaders headers) {
        SentObject sent = body.object(headers, content);
        QueueLimits limits = ActionReader.limitsOfQueue(sent);
        return SpecificationReader.inOrder(sent, () -> {
            queues.configure(name, limits);
            return QueueRepresentation.queue(queues.find(name));
        });
    }

    @POST
    @Path("{name}/pause")
    public JsonObject pause(@PathParam("name") String name, InputStream content, @Context HttpHeaders headers) {
        ActionReader.requireNothing(body.optionalObject(headers, content));
        queues.pause(name);
        return QueueRepresentation.queue(queues.find(name));
    }

    @POST
    @Path("{name}/resume")
    public JsonObject resume(@PathParam("name") String name, InputStream content, @Context HttpHeaders headers) {
        ActionReader.requireNothing(body.optionalObject(headers, content));
        queues.resume(name);
        return QueueRepresentation.queue(queues.find(name));
    }
}
