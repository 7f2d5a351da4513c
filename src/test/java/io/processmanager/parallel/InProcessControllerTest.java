package io.processmanager.parallel;

/** Items that are done at once, by their caller. */
class InProcessControllerTest extends ParallelControllerContract {

    @Override
    ParallelController controller(Worker worker, Delivery delivery) {
        return new InProcessController(worker, delivery);
    }
}
