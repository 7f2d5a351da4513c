package io.processmanager.database.transaction;

import io.processmanager.database.DataSources;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks calls whose new transactions are the process manager's own. */
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnTransaction {

    /** Runs before the container begins one. */
    @Interceptor
    @OwnTransaction
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    class Beginning {

        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return DataSources.OF_SERVER.calledWithin(call::proceed);
        }
    }
}
