package io.warifu.keys.pool;

import java.time.InstantSource;

class InMemoryLinkStockTest
        implements LinkStockContract,
                LinkStockSharingContract,
                LinkConfirmationContract,
                LinkEpochContract {

    @Override
    public TwoEnds.End end(StockRules rules, InstantSource clock) {
        InMemoryLinkStock stock = new InMemoryLinkStock(rules, clock);
        return new TwoEnds.End(stock, stock.ledger());
    }
}
