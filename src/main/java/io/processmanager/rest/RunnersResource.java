package io.processmanager.rest;

import io.processmanager.Runners;
import io.processmanager.rest.representation.RunnerRepresentation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Lists runners. */
@ApplicationScoped
@Path("runners")
@Produces(MediaType.APPLICATION_JSON)
public class RunnersResource {

    @Inject
    Runners runners;

    /** @return 200 and the known runners, newest first */
    @GET
    public JsonObject list() {
        return RunnerRepresentation.all(runners.list());
    }
}
