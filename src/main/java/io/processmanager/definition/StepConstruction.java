package io.processmanager.definition;

import io.processmanager.ProcessStep;
import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.definition.shape.ForeignCode;
import io.processmanager.definition.shape.StrictMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a step of its specification: the constructor gets first the arguments, mapped by JSON-B, then the named services, and for
 * what is left the container beans of the parameters' types. Of several constructors that fit, the one with the fewest parameters is taken.
 */
@ApplicationScoped
public class StepConstruction {

    private final StepTypes types;
    private final ContainerBeans beans;

    @Inject
    StepConstruction(StepTypes types, ContainerBeans beans) {
        this.types = types;
        this.beans = beans;
    }

    /** For the container's proxy only. */
    StepConstruction() {
        this(null, null);
    }

    /**
     * @param spec what to make
     * @return whether the process waits for {@code proceed} after this step
     * @throws UnknownStepException if the deployment has no such step
     */
    public boolean isInterrupting(StepSpec spec) {
        return types.blueprint(spec).isInterrupting();
    }

    /** @return whether the deployment has no such step */
    boolean isUnknown(StepSpec spec) {
        try {
            types.blueprint(spec);
            return false;
        } catch (UnknownStepException unknown) {
            return true;
        }
    }

    /**
     * Checks a specification as far as that is possible without making the step.
     *
     * @param field where the specification stands
     * @param spec what to check
     * @return what is wrong with it
     */
    List<Violation> check(String field, StepSpec spec) {
        try {
            StepBlueprint blueprint = types.blueprint(spec);
            if (blueprint.isAbstract()) {
                return List.of(new Violation(field + ".class", "the class " + blueprint.type().getName() + " is abstract"));
            }
            return fit(blueprint, spec).violations(field);
        } catch (UnknownStepException unknown) {
            return List.of(new Violation(field + "." + unknown.field(), unknown.getMessage()));
        }
    }

    /**
     * @param spec what to make
     * @return the step; to be closed after use, so that the beans made for it alone are destroyed
     * @throws UnknownStepException if the deployment has no such step
     * @throws Exception whatever the constructor throws, or an {@link IllegalArgumentException} that says why none can be called
     */
    public ConstructedStep construct(StepSpec spec) throws Exception {
        StepBlueprint blueprint = types.blueprint(spec);
        ConstructorFit fit = fit(blueprint, spec);
        List<Violation> violations = fit.violations(spec.typeOrClass());
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(violations.get(0).field() + ": " + violations.get(0).message());
        }
        ContainerBeans.Lease lease = beans.lease();
        try {
            List<Object> parameters = new ArrayList<>(fit.arguments());
            Class<?>[] wanted = fit.constructor().getParameterTypes();
            for (String service : spec.services()) {
                parameters.add(lease.get(service, wanted[parameters.size()]));
            }
            while (parameters.size() < wanted.length) {
                parameters.add(lease.get(wanted[parameters.size()]));
            }
            fit.constructor().setAccessible(true);
            @SuppressWarnings("unchecked")
            ProcessStep<Object, Object> step = (ProcessStep<Object, Object>) ForeignCode.call(() -> fit.constructor().newInstance(parameters.toArray()));
            return new ConstructedStep(step, blueprint.input(), lease);
        } catch (InvocationTargetException thrown) {
            lease.close();
            throw StepConstruction.<Exception>unwrapped(thrown.getCause());
        } catch (Exception | Error failure) {
            lease.close();
            throw failure;
        }
    }

    /** Whatever class it has: a constructor may throw what is neither an exception nor an error. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unwrapped(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private ConstructorFit fit(StepBlueprint blueprint, StepSpec spec) {
        ConstructorFit best = ConstructorFit.none(blueprint, spec);
        for (Constructor<?> constructor : blueprint.constructors()) {
            ConstructorFit fit = fit(constructor, spec);
            if (fit.isGood()) {
                return fit;
            }
            if (fit.isNearerThan(best)) {
                best = fit;
            }
        }
        return best;
    }

    private ConstructorFit fit(Constructor<?> constructor, StepSpec spec) {
        int args = spec.args().size();
        int given = args + spec.services().size();
        Class<?>[] wanted = constructor.getParameterTypes();
        if (wanted.length < given) {
            return ConstructorFit.wrongNumber(constructor);
        }
        for (int i = given; i < wanted.length; i++) {
            if (!beans.has(wanted[i])) {
                return ConstructorFit.missing(constructor, i, spec);
            }
        }
        List<Object> arguments = new ArrayList<>();
        List<ConstructorFit> wrong = new ArrayList<>();
        for (int i = 0; i < args; i++) {
            try {
                arguments.add(argument(spec.args().get(i), constructor, i));
            } catch (JsonbException | JsonException | ClassCastException | IllegalArgumentException unfit) {
                wrong.add(ConstructorFit.wrongArgument(constructor, i, spec.args().get(i), unfit));
            }
        }
        for (int i = args; i < given; i++) {
            String service = spec.services().get(i - args);
            if (!beans.has(service, wanted[i])) {
                wrong.add(ConstructorFit.wrongService(constructor, i - args, service, wanted[i]));
            }
        }
        return wrong.isEmpty() ? ConstructorFit.good(constructor, arguments) : ConstructorFit.together(wrong);
    }

    private Object argument(JsonValue json, Constructor<?> constructor, int index) {
        return new StrictMapping(constructor.getGenericParameterTypes()[index], types.shapes()).map(json);
    }
}
