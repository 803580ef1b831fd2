package io.warifu.demo.plan;

/** What listens where within a site's hundred. */
public enum Port {
    POSTGRES(32),
    KEY_MANAGER_014(43),
    KEY_MANAGER_PEER(44),
    KEY_MANAGER_MANAGEMENT(45),
    QKD_FIRST_LINK(50),
    QKD_HTTP(64),
    GATEWAY_CARRIER(70),
    GATEWAY_HTTP(71),
    GATEWAY_CONTROL(72),
    GATEWAY_FIRST_TUNNEL(20),
    CROSS_REF_API(80),
    EMR_INGEST(82),
    SHARE_STORE(85);

    private final int offset;

    Port(int offset) {
        this.offset = offset;
    }

    int offset() {
        return offset;
    }
}
