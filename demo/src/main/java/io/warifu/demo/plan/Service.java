package io.warifu.demo.plan;

/** The six services; the configuration name of each is also its host name part in compose. */
public enum Service {
    QKD_SIMULATOR("qkd-simulator", false),
    KEY_MANAGER("key-manager", true),
    ENCRYPTOR_GATEWAY("encryptor-gateway", false),
    SECRET_SHARE_STORE("secret-share-store", true),
    EMR_INGEST("emr-ingest", true),
    CROSS_REF_API("cross-ref-api", true);

    private final String configName;
    private final boolean withDatabase;

    Service(String configName, boolean withDatabase) {
        this.configName = configName;
        this.withDatabase = withDatabase;
    }

    public String configName() {
        return configName;
    }

    public boolean withDatabase() {
        return withDatabase;
    }

    /** Name of this service's database, if it has one. */
    public String database() {
        return configName.replace('-', '_');
    }

    public boolean hospitalsOnly() {
        return this == EMR_INGEST || this == CROSS_REF_API;
    }
}
