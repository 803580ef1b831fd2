package io.warifu.simulator.session;

import io.warifu.simulator.bb84.Disclosure;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.session.BlockSizes.TrainPlan;
import java.util.UUID;

/**
 * What both ends agreed on for one round.
 *
 * @param round identity of the round and of the block it may yield
 * @param wish the less eager of the two wishes
 * @param trains how many trains Alice sends
 * @param pulsesEach how long each of them is
 */
public record RoundPlan(UUID round, Wish wish, int trains, long pulsesEach) {

    Disclosure disclosure() {
        return wish.makesKey() ? Disclosure.TEST_BASIS : Disclosure.BOTH_BASES;
    }

    /** Alice's offer: the round, her wish, and the trains for either kind of round. */
    record Offer(UUID round, Wish wish, TrainPlan key, TrainPlan check) {

        PayloadWriter write() {
            PayloadWriter out = new PayloadWriter().putUuid(round).putCount(wish.code());
            for (TrainPlan plan : new TrainPlan[] {key, check}) {
                out.putCount(plan.trains()).putCount(plan.pulsesEach());
            }
            return out;
        }

        static Offer read(PayloadReader in) throws ChannelException {
            Offer offer =
                    new Offer(
                            in.getUuid(),
                            Wish.ofCode(in.getInt(Wish.MAX_CODE)),
                            readTrains(in),
                            readTrains(in));
            in.end();
            return offer;
        }

        /** The plan once both wishes are known. */
        RoundPlan agreed(Wish least) throws ChannelException {
            if (least.compareTo(wish) < 0) {
                throw new ChannelException(Check.PROTOCOL, "the answer goes beyond the offer");
            }
            TrainPlan plan = least.makesKey() ? key : check;
            return new RoundPlan(round, least, plan.trains(), plan.pulsesEach());
        }

        private static TrainPlan readTrains(PayloadReader in) throws ChannelException {
            return new TrainPlan(
                    in.getInt(BlockSizes.MAX_TRAINS), in.getCount(LinkOptics.MAX_PULSES_PER_TRAIN));
        }
    }
}
