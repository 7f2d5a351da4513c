package com.acme;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Replaces the document that an http-request step has fetched by its fingerprint. */
@StepType(value = "fingerprint", description = "Replaces a fetched document by its digest and size")
public class Fingerprint implements ProcessStep<Fingerprint.Approved, Fingerprint.Result> {

    public record Response(String body) { }

    public record Approved(Response response, String approver) { }

    public record Result(String algorithm, String digest, int bytes, String approver) { }

    private final String algorithm;

    public Fingerprint(String algorithm) {
        this.algorithm = algorithm;
    }

    @Override
    public Result execute(Approved input, StepContext context) throws Exception {
        byte[] document = input.response().body().getBytes(StandardCharsets.UTF_8);
        context.progress(50, "digesting " + document.length + " bytes");
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(document));
        return new Result(algorithm, digest, document.length, input.approver());
    }
}
