package io.processmanager;

/**
 * A step of a process. Each attempt gets a new instance, whose constructor takes the {@code args}, then the
 * {@code services} of the {@linkplain StepSpec specification}, then container beans by type, so an ordinary
 * {@code @Inject} constructor works.
 *
 * <p>A step runs <em>at least once</em>: if its server dies before its checkpoint commits, another runner executes it
 * again. After that commit it never runs again.
 *
 * @param <I> the input: any type that JSON-B maps, or a {@link jakarta.json.JsonValue}, which is passed unmapped
 * @param <O> the output: likewise; {@code null} becomes JSON null
 */
@FunctionalInterface
public interface ProcessStep<I, O> {

    /**
     * @param input the output of the previous step, or the data of the process for the first; null for JSON null
     * @param context the attempt; valid during this call only
     * @return the input of the next step; may be null
     * @throws Exception fails this attempt; its type, message, code and stack trace are recorded
     */
    O execute(I input, StepContext context) throws Exception;
}
