package io.processmanager.remote;

import io.processmanager.StepSpec;
import io.processmanager.child.JsonLines;
import io.processmanager.definition.ConstructedStep;
import io.processmanager.definition.StepConstruction;
import io.processmanager.execution.ThrownError;
import io.processmanager.isolation.Resources;
import io.processmanager.json.JsonMapping;
import io.processmanager.retry.RetryAdvice;
import io.processmanager.view.ProcessError;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** One attempt at a step. */
final class RemoteAttempt {

    private static final StepConstruction CONSTRUCTION = StepConstruction.withoutContainer();

    private final JsonObject request;
    private final RemoteContext context;
    private final Thread thread = Thread.currentThread();

    RemoteAttempt(JsonObject request, JsonLines server) {
        this.request = request;
        this.context = new RemoteContext(request, server);
    }

    /** @return the result or the error, as a message */
    JsonObject execute() {
        Thread.currentThread().setName("step " + context.stepName() + " of process " + context.pid().orElse("-"));
        StepSpec spec = StepSpec.ofClass(request.getString("class")).withArgs(request.getJsonArray("args")).withResources(Resources.DEFAULT.isolated());
        try (ConstructedStep step = CONSTRUCTION.construct(spec)) {
            Object output;
            try {
                output = step.execute(request.get("input"), context);
            } finally {
                context.end();
            }
            return JsonMapping.JSON.createObjectBuilder().add("result", JsonMapping.write(output, 2 * request.getInt("most_bytes")).value()).build();
        } catch (Throwable failure) {
            return JsonMapping.JSON.createObjectBuilder().add("error", error(failure)).build();
        }
    }

    private JsonObjectBuilder error(Throwable failure) {
        ProcessError error = ThrownError.of(context.stepName(), context.attempt(), failure);
        JsonObjectBuilder json = JsonMapping.JSON.createObjectBuilder().add("step", error.step()).add("attempt", error.attempt()).add("type", error.type())
                .add("message", error.message());
        error.code().ifPresent(code -> json.add("code", code));
        error.stack().ifPresent(stack -> json.add("stack", stack));
        RetryAdvice advice = RetryAdvice.of(failure);
        JsonArrayBuilder types = JsonMapping.JSON.createArrayBuilder();
        advice.types().forEach(types::add);
        JsonObjectBuilder told = JsonMapping.JSON.createObjectBuilder().add("types", types).add("final", advice.isFinal()).add("obeys_ceiling", advice.obeysCeiling());
        advice.after().ifPresent(after -> told.add("after", after.toMillis()));
        return json.add("advice", told);
    }

    /** The server says something while the step is executed. */
    void told(JsonObject message) {
        if (message.containsKey("stop")) {
            context.cancel();
            thread.interrupt();
        } else if (message.containsKey("kept")) {
            context.kept(message);
        }
    }
}
