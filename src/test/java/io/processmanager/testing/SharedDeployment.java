package io.processmanager.testing;

import java.util.Optional;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.DeploymentEvent;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;

/**
 * Arquillian deploys anew for each test class, and a deployment costs seconds. With this, test classes that inherit their {@code @Deployment} from the
 * same superclass share one deployment, as long as they run one after another ({@link SharedDeploymentsFirst} sees to that).
 */
public final class SharedDeployment implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Keeper.class);
    }

    /** Lets the deployment be until another one is wanted. */
    public static final class Keeper {

        @Inject
        @ClassScoped
        private InstanceProducer<DeploymentScenario> scenario;

        @Inject
        private Instance<ContainerRegistry> containers;

        @Inject
        private Event<DeploymentEvent> events;

        private Optional<Class<?>> keptFor = Optional.empty();
        private DeploymentScenario kept;

        public void generate(@Observes EventContext<GenerateDeployment> context) {
            Optional<Class<?>> owner = sharedBy(context.getEvent().getTestClass());
            if (kept != null && owner.equals(keptFor)) {
                scenario.set(kept);
                return;
            }
            undeployKept();
            context.proceed();
            if (owner.isPresent()) {
                keptFor = owner;
                kept = scenario.get();
            }
        }

        public void deploy(@Observes EventContext<DeployManagedDeployments> context) {
            if (kept == null || kept.deployedDeployments().isEmpty()) {
                context.proceed();
            }
        }

        public void undeploy(@Observes EventContext<UnDeployManagedDeployments> context) {
            if (kept == null) {
                context.proceed();
            }
        }

        public void end(@Observes(precedence = 1) AfterSuite event) {
            undeployKept();
        }

        private void undeployKept() {
            if (kept != null) {
                for (Deployment deployment : kept.deployedDeployments()) {
                    events.fire(new UnDeployDeployment(containers.get().getContainer(deployment.getDescription().getTarget()), deployment));
                }
                kept = null;
                keptFor = Optional.empty();
            }
        }

        /** The superclass that declares the deployment; empty if the class itself does. */
        static Optional<Class<?>> sharedBy(TestClass test) {
            return SharedDeploymentsFirst.ownerOfDeployment(test.getJavaClass());
        }
    }
}
