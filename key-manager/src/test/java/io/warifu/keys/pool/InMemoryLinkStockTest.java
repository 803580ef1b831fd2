package io.warifu.keys.pool;

import java.time.InstantSource;

class InMemoryLinkStockTest extends LinkStockContract {

    @Override
    LinkStock stock(StockRules rules, InstantSource clock) {
        return new InMemoryLinkStock(rules, clock);
    }
}
