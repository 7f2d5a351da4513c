package io.processmanager.definition;

import io.processmanager.ProcessStep;
import io.processmanager.StepSpec;
import io.processmanager.TransactionalProcessStep;
import io.processmanager.Violation;
import io.processmanager.definition.constraint.Constraints;
import io.processmanager.definition.shape.ForeignCode;
import io.processmanager.definition.shape.StrictMapping;
import io.processmanager.definition.shape.UnfitInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Constructs steps. A constructor receives the arguments, mapped by JSON-B, then the named services, then container
 * beans by parameter type. The suitable one with the fewest parameters wins.
 */
@ApplicationScoped
public class StepConstruction {

    private final StepTypes types;
    private final ContainerBeans beans;
    private final Constraints constraints;

    @Inject
    StepConstruction(StepTypes types, ContainerBeans beans, Constraints constraints) {
        this.types = types;
        this.beans = beans;
        this.constraints = constraints;
    }

    /** For the container proxy only. */
    StepConstruction() {
        this(null, null, null);
    }

    /**
     * @param spec the step
     * @return whether the process waits for {@code proceed} after it
     * @throws UnknownStepException if the deployment has no such step
     */
    public boolean isInterrupting(StepSpec spec) {
        return types.blueprint(spec).isInterrupting();
    }

    /** @return for a process without a container: steps are given by their classes, and get no beans; nothing is validated */
    public static StepConstruction withoutContainer() {
        return new StepConstruction(new StepTypes(), new ContainerBeans() {
            @Override
            boolean has(Class<?> wanted) {
                return false;
            }
        }, Constraints.NONE);
    }

    /** @return the name of the step's class */
    public String className(StepSpec spec) {
        return types.blueprint(spec).type().getName();
    }

    /** @throws UnfitInputException if the input does not fit the step, or does not meet its constraints */
    public void checkInput(StepSpec spec, JsonValue input) throws UnfitInputException {
        StrictMapping mapping = types.blueprint(spec).input();
        ConstructedStep.checked(input, mapping, constraints);
    }

    /** @return whether it commits its work with its checkpoint */
    public boolean isTransactional(StepSpec spec) {
        return TransactionalProcessStep.class.isAssignableFrom(types.blueprint(spec).type());
    }

    /** @return whether the step is of this class */
    public boolean isOf(Class<?> step, StepSpec spec) {
        return types.blueprint(spec).type() == step;
    }

    boolean isUnknown(StepSpec spec) {
        try {
            types.blueprint(spec);
            return false;
        } catch (UnknownStepException unknown) {
            return true;
        }
    }

    /** Checks a specification without constructing the step: its constructor, and the constraints of its arguments. */
    List<Violation> check(String field, StepSpec spec) {
        try {
            StepBlueprint blueprint = types.blueprint(spec);
            if (blueprint.isAbstract()) {
                return List.of(new Violation(field + ".class", "the class " + blueprint.type().getName() + " is abstract"));
            }
            ConstructorFit fit = fit(blueprint, spec);
            return Stream.concat(fit.complaints().stream(), constraints.violations(fit.constructor(), fit.arguments(), index -> mapping(fit.constructor(), index)).stream())
                    .map(violation -> new Violation(field + "." + violation.field(), violation.message())).toList();
        } catch (UnknownStepException unknown) {
            return List.of(new Violation(field + "." + unknown.field(), unknown.getMessage()));
        }
    }

    /**
     * @param spec the step
     * @return the step; closing it destroys its dependent beans
     * @throws UnknownStepException if the deployment has no such step
     * @throws Exception thrown by the constructor, or {@link IllegalArgumentException} if none can be called
     */
    public ConstructedStep construct(StepSpec spec) throws Exception {
        StepBlueprint blueprint = types.blueprint(spec);
        ConstructorFit fit = fit(blueprint, spec);
        if (!fit.isGood()) {
            Violation first = fit.complaints().get(0);
            throw new IllegalArgumentException(spec.typeOrClass() + "." + first.field() + ": " + first.message());
        }
        ContainerBeans.Lease lease = beans.lease();
        try {
            List<Object> parameters = new ArrayList<>(fit.arguments().values());
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
            return new ConstructedStep(step, blueprint.input(), constraints, lease);
        } catch (InvocationTargetException thrown) {
            lease.close();
            throw StepConstruction.<Exception>unwrapped(thrown.getCause());
        } catch (Exception | Error failure) {
            lease.close();
            throw failure;
        }
    }

    /** A constructor may throw any Throwable, even neither Exception nor Error. */
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
            if (spec.resources().isIsolated() || !beans.has(wanted[i])) {
                return ConstructorFit.missing(constructor, i, spec);
            }
        }
        Map<Integer, Object> arguments = new TreeMap<>();
        List<ConstructorFit> wrong = new ArrayList<>();
        for (int i = 0; i < args; i++) {
            try {
                arguments.put(i, mapping(constructor, i).map(spec.args().get(i)));
            } catch (JsonbException | JsonException | ClassCastException | IllegalArgumentException unfit) {
                wrong.add(ConstructorFit.wrongArgument(constructor, i, spec.args().get(i), unfit));
            }
        }
        for (int i = args; i < given; i++) {
            String service = spec.services().get(i - args);
            if (spec.resources().isIsolated()) {
                wrong.add(ConstructorFit.isolatedService(constructor, i - args));
            } else if (!beans.has(service, wanted[i])) {
                wrong.add(ConstructorFit.wrongService(constructor, i - args, service, wanted[i]));
            }
        }
        return wrong.isEmpty() ? ConstructorFit.good(constructor, arguments) : ConstructorFit.together(wrong, arguments);
    }

    private StrictMapping mapping(Constructor<?> constructor, int index) {
        return new StrictMapping(constructor.getGenericParameterTypes()[index], types.shapes());
    }
}
