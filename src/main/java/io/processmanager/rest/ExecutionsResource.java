package io.processmanager.rest;

import io.processmanager.ManagedProcess;
import io.processmanager.StepExecutor;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.rest.body.RequestBody;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.representation.Fields;
import io.processmanager.specification.SpecificationReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** Executes steps synchronously, without a process; nothing is stored. */
@ApplicationScoped
@Path("executions")
@Produces(MediaType.APPLICATION_JSON)
public class ExecutionsResource {

    @Inject
    StepExecutor executor;

    @Inject
    RequestBody body;

    @Inject
    SpecificationReader specifications;

    /**
     * @param content a specification
     * @param headers request headers
     * @return 200 and the last step's output
     */
    @POST
    public JsonObject execute(InputStream content, @Context HttpHeaders headers) {
        SentObject sent = body.object(headers, content);
        ManagedProcess process = specifications.read(sent, Use.EXECUTION);
        return new Fields().json("output", SpecificationReader.inOrder(sent, () -> executor.execute(process))).build();
    }
}
