package io.warifu.crossref.restore;

import io.warifu.crossref.collect.ServerState;
import io.warifu.crossref.restore.RestoreOutcome.Disagreement;
import io.warifu.crossref.restore.RestoreOutcome.Restored;
import io.warifu.crossref.restore.RestoreOutcome.TooFewShares;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.stream.Collectors;

/**
 * Why something is not released, in words for the caller.
 *
 * @param detail names servers and counts; no person's data
 */
public record Refusal(ErrorCode code, String detail) {

    static Refusal of(RestoreOutcome<?> outcome) {
        return switch (outcome) {
            case Restored<?> _ -> throw new IllegalArgumentException("restored is no refusal");
            case TooFewShares<?> few ->
                    new Refusal(
                            ErrorCode.SHARES_BELOW_THRESHOLD,
                            "%d of the %d share servers that are needed sent a share;%s"
                                    .formatted(few.answered(), few.needed(), silent(few)));
            case Disagreement<?> disagreement ->
                    new Refusal(
                            ErrorCode.INTEGRITY_FAILED,
                            "%d shares came, but no choice of them gives content that fits its digest."
                                    .formatted(disagreement.answered()));
        };
    }

    private static String silent(TooFewShares<?> few) {
        String names =
                few.servers().stream()
                        .filter(state -> !state.answering())
                        .map(ServerState::site)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? " all servers answer, but too few keep a share."
                : " not answering: " + names + ".";
    }

    public WarifuException asException() {
        return new WarifuException(code, detail);
    }
}
