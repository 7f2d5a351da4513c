package io.processmanager.steps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepException;
import io.processmanager.StepType;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.json.JsonMapping;
import io.processmanager.steps.argument.ArgumentFields;
import io.processmanager.steps.http.AllowedHosts;
import io.processmanager.steps.http.AllowedHosts.HostNotAllowedException;
import io.processmanager.steps.http.ContentEncodings;
import io.processmanager.steps.http.HttpCall;
import io.processmanager.steps.http.HttpClients;
import io.processmanager.steps.http.HttpConversation;
import io.processmanager.steps.http.HttpRequestArgument;
import io.processmanager.steps.http.ResponseBody;
import io.processmanager.steps.http.RetryAfter;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Calls an HTTP server. A string body is sent as text, others as JSON. The response body becomes JSON if its content
 * type says so, else text, or base64 if undecodable. Repeated headers are joined by commas. Up to 5 redirects are
 * followed, unless their status is expected. An unexpected status fails the step with the status as its code.
 */
@StepType(value = "http-request", description = "Calls an HTTP server with {method, url, headers, body, timeout, expect}; "
        + "the data gets the field 'response' with status, headers and body")
public final class HttpRequestStep implements ProcessStep<JsonValue, JsonObject> {

    private final HttpRequestArgument argument;
    private final Settings settings;
    private final HttpClients clients;

    /**
     * @param request {@code method} (default GET), {@code url}, {@code headers}, {@code body} (default for POST and
     *         PUT: the data; null for none), {@code timeout} (seconds, default 30), {@code expect} (one or more
     *         statuses, default 200 to 299)
     * @param settings allowed hosts, maximum response size
     * @param clients source of the client
     * @throws IllegalArgumentException if the request is null
     */
    public HttpRequestStep(@NotNull HttpRequestArgument request, Settings settings, HttpClients clients) {
        if (request == null) {
            throw ArgumentFields.missing("request", HttpRequestArgument.EXAMPLE);
        }
        this.argument = request;
        this.settings = settings;
        this.clients = clients;
    }

    @Override
    public JsonObject execute(JsonValue input, StepContext context)
            throws HostNotAllowedException, IOException, StepException, InterruptedException {
        JsonObject data = InputObject.of(input, context);
        HttpCall call = call(data);
        context.progress(0, call.toString());
        HttpResponse<byte[]> answer = new HttpConversation(clients.client(), new AllowedHosts(settings.get(Setting.ALLOWED_HOSTS)),
                settings.get(Setting.MAX_OUTPUT), argument.timeout()).hold(call, argument::expects);
        JsonObject response = response(call, answer);
        return JsonMapping.JSON.createObjectBuilder(data).add("response", response).build();
    }

    private HttpCall call(JsonObject data) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(argument.headers());
        headers.putIfAbsent("Accept-Encoding", ContentEncodings.ACCEPTED);
        Optional<byte[]> body = argument.bodyOr(data).map(content -> {
            headers.putIfAbsent("Content-Type", HttpRequestArgument.contentType(content));
            return HttpRequestArgument.bytes(content, headers.get("Content-Type"));
        });
        return new HttpCall(argument.method(), argument.target(), headers, body);
    }

    private JsonObject response(HttpCall call, HttpResponse<byte[]> answer) throws StepException, IOException {
        ResponseBody body = ResponseBody.of(answer, settings.get(Setting.MAX_OUTPUT));
        if (!argument.expects(answer.statusCode())) {
            throw new StepException(answer.statusCode(), call + " was answered with status " + answer.statusCode() + ", expected "
                    + argument.expectation() + body.excerpt()).retryAfter(RetryAfter.of(answer.headers(), Instant.now()).orElse(null));
        }
        try {
            return body.addTo(JsonMapping.JSON.createObjectBuilder().add("status", answer.statusCode()).add("headers", headers(answer))).build();
        } catch (IllegalArgumentException | IOException unreadable) {
            throw new IOException(call + " was answered with status " + answer.statusCode() + ", but " + unreadable.getMessage(), unreadable);
        }
    }

    private static JsonObjectBuilder headers(HttpResponse<byte[]> answer) {
        JsonObjectBuilder headers = JsonMapping.JSON.createObjectBuilder();
        answer.headers().map().forEach((name, values) -> headers.add(name, String.join(", ", values)));
        return headers;
    }
}
