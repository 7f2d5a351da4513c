package io.processmanager.rest.problem;

import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;

/**
 * Delegates failed commits to {@link ProblemMapper}. Payara's Jersey has a more specific mapper for this exception,
 * which yields a bare 500.
 */
@Provider
public class TransactionFailureMapper implements ExceptionMapper<TransactionalException> {

    @Context
    private Providers providers;

    @Override
    public Response toResponse(TransactionalException thrown) {
        return providers.getExceptionMapper(Throwable.class).toResponse(thrown);
    }
}
