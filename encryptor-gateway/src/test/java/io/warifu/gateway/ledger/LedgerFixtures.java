package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.util.Optional;
import java.util.UUID;

/** Names that the ledger's tests share; also those of the fixed file. */
final class LedgerFixtures {

    static final SiteId TOKYO = new SiteId("tokyo");
    static final SiteId KOCHI = new SiteId("kochi");
    static final SiteId OSAKA = new SiteId("osaka");
    static final UUID SESSION = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    static final UUID KEY = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    static final UUID OTHER_KEY = UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210");

    private LedgerFixtures() {}

    static EpochName epoch(int number) {
        return new EpochName(KOCHI, SESSION, number);
    }

    static EpochEntry entry(int number) {
        return new EpochEntry(epoch(number), Optional.of(KEY), KeyMode.QKD_AND_PQC, true);
    }

    static EpochTotals totals(long sent, long received) {
        return new EpochTotals(sent, received, 1 + sent / 65_536, 1 + received / 65_536, 2);
    }
}
