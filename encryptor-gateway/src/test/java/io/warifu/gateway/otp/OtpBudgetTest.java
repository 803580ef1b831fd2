package io.warifu.gateway.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.otp.OtpBudget.Denial;
import io.warifu.gateway.stock.StockSample;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class OtpBudgetTest {

    private static final long SECOND = 1_000_000_000L;
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    private final OtpBudget budget = new OtpBudget();

    private static StockSample stock(int stored) {
        return new StockSample(stored, 460, 128);
    }

    @Test
    void grantsNothingBeforeItSawTheStockNorWhenTheKeyManagerIsSilent() {
        assertThat(budget.take(0, 1)).contains(Denial.STOCK_UNKNOWN);
        budget.look(0, stock(460), UNKNOWN);
        budget.lookFailed(SECOND);
        assertThat(budget.take(SECOND, 1)).contains(Denial.STOCK_UNKNOWN);
    }

    @Test
    void beginsWithAQuarterOfWhatLiesAboveTheReserve() {
        budget.look(0, stock(260), UNKNOWN);
        assertThat(budget.levelKeys(0)).isEqualTo(50);
        assertThat(budget.take(0, 50)).isEmpty();
        assertThat(budget.take(0, 1)).contains(Denial.SPENT);
    }

    @Test
    void neverTouchesTheReserveWhateverTheBucketHolds() {
        budget.look(0, stock(460), UNKNOWN);
        budget.look(0, stock(70), UNKNOWN);
        assertThat(budget.levelKeys(0)).isEqualTo(100);
        assertThat(budget.take(0, 11)).contains(Denial.RESERVE);
        assertThat(budget.take(0, 6)).isEmpty();
        // Four are left above the reserve, though nobody looked again.
        assertThat(budget.take(0, 5)).contains(Denial.RESERVE);
        assertThat(budget.take(0, 4)).isEmpty();
    }

    @Test
    void refillsAtAQuarterOfTheMeasuredRateAndNotBeyondItsSize() {
        budget.look(0, stock(300), OptionalDouble.of(2));
        assertThat(budget.take(0, 60)).isEmpty();
        assertThat(budget.levelKeys(10 * SECOND)).isEqualTo(5);
        assertThat(budget.levelKeys(20 * SECOND)).isEqualTo(10);
        assertThat(budget.take(20 * SECOND, 11)).contains(Denial.SPENT);
        assertThat(budget.levelKeys(10_000 * SECOND)).isEqualTo(100);
    }

    @Test
    void isFullWhenTheStockIs() {
        budget.look(0, stock(300), UNKNOWN);
        assertThat(budget.take(0, 60)).isEmpty();
        budget.look(SECOND, stock(460), UNKNOWN);
        assertThat(budget.levelKeys(SECOND)).isEqualTo(100);
        assertThat(budget.take(SECOND, 101)).contains(Denial.NEVER);
        assertThat(budget.take(SECOND, 100)).isEmpty();
    }

    @Test
    void takesBackWhatWasNotDrawn() {
        budget.look(0, stock(460), UNKNOWN);
        assertThat(budget.take(0, 80)).isEmpty();
        budget.giveBack(50);
        assertThat(budget.levelKeys(0)).isEqualTo(70);
        budget.giveBack(50);
        assertThat(budget.levelKeys(0)).isEqualTo(100);
    }
}
