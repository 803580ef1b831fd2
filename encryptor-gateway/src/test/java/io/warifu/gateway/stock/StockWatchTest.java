package io.warifu.gateway.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StockWatchTest {

    private static final SiteId KOCHI = new SiteId("kochi");
    private static final StockSample OLD = new StockSample(10, 100, 10);
    private static final StockSample NEW = new StockSample(20, 100, 10);

    private final Deque<StockSource> answers = new ArrayDeque<>();
    private final List<Optional<StockSample>> heard = new ArrayList<>();
    private final StockWatch watch =
            new StockWatch(
                    List.of(KOCHI),
                    peer -> answers.removeFirst().stock(peer),
                    () -> 0,
                    (_, _, stock, _) -> heard.add(stock));

    @Test
    void aLookThatIsNotAnsweredLeavesNoOldCountBehind() {
        answers.add(_ -> Optional.of(OLD));
        answers.add(_ -> Optional.empty());
        watch.look(KOCHI);
        watch.look(KOCHI);

        assertThat(watch.view(KOCHI).sample()).isEmpty();
        assertThat(heard).containsExactly(Optional.of(OLD), Optional.empty());
    }

    @Test
    void anAnswerThatIsOvertakenByThatOfALaterLookIsNotTaken() {
        answers.add(peer -> {
            watch.look(peer);
            return Optional.of(OLD);
        });
        answers.add(_ -> Optional.of(NEW));

        assertThat(watch.look(KOCHI)).as("its own answer").contains(OLD);
        assertThat(watch.view(KOCHI).sample()).contains(NEW);
        assertThat(heard).containsExactly(Optional.of(NEW));
    }
}
