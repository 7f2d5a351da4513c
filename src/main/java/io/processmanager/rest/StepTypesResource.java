package io.processmanager.rest;

import io.processmanager.definition.StepTypes;
import io.processmanager.rest.representation.StepTypeRepresentation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Lists step types for specifications. */
@ApplicationScoped
@Path("step-types")
@Produces(MediaType.APPLICATION_JSON)
public class StepTypesResource {

    @Inject
    StepTypes stepTypes;

    /** @return 200 and all step types of the deployment */
    @GET
    public JsonObject list() {
        return StepTypeRepresentation.all(stepTypes.descriptions());
    }
}
