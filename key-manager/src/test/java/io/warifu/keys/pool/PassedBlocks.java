package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import org.springframework.beans.factory.BeanFactory;

/** Does at once what {@link LinkKeeper} does when no message can be under way any more. */
public final class PassedBlocks {

    private PassedBlocks() {}

    /**
     * Burns at either end what messages that were lost have left of blocks used up at the other.
     */
    public static void burn(LinkId link, BeanFactory one, BeanFactory other) {
        LinkLedger first = one.getBean(LinkLedger.class);
        LinkLedger second = other.getBean(LinkLedger.class);
        long passedByFirst = first.note(link).passedTo();
        first.burnPassed(link, second.note(link).passedTo());
        second.burnPassed(link, passedByFirst);
    }
}
