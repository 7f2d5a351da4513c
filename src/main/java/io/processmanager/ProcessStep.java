package io.processmanager;

/**
 * One step of a process. Implementations are made for each attempt anew: their constructor takes first the {@code args} and then
 * the {@code services} of the {@linkplain StepSpec step specification}; parameters for which the specification gives nothing are
 * looked up as container beans by their type, so that an ordinary {@code @Inject} constructor works as well.
 *
 * <p>A step runs <em>at least once</em>: when its server dies before the checkpoint after it has committed, another runner executes it
 * again. Once the checkpoint has committed it never runs again.
 *
 * @param <I> what the step takes: any type that JSON-B maps, or a {@link jakarta.json.JsonValue}, which passes unmapped
 * @param <O> what the step returns: likewise; {@code null} becomes JSON's null
 */
@FunctionalInterface
public interface ProcessStep<I, O> {

    /**
     * Does the work.
     *
     * @param input the output of the step before, or the data of the process for the first step; null if that is JSON's null
     * @param context what the step may know and report; valid during this call only
     * @return the output, which becomes the input of the next step; may be null
     * @throws Exception any exception fails this attempt; type, message, code and stack are kept in the record of the process
     */
    O execute(I input, StepContext context) throws Exception;
}
