package io.warifu.keys.pool;

import java.time.InstantSource;

class InMemoryLinkStockTest extends LinkStockContract {

    @Override
    TwoEnds.End end(StockRules rules, InstantSource clock) {
        InMemoryLinkStock stock = new InMemoryLinkStock(rules, clock);
        return new TwoEnds.End(stock, stock.ledger());
    }
}
