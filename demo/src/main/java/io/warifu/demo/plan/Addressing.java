package io.warifu.demo.plan;

/** How a service is reached: everything on loopback, or each service in a container of its own. */
public enum Addressing {
    /** One JVM per site, all on this machine. */
    LOOPBACK,
    /** One container per service; host names as in docker-compose.yml. */
    COMPOSE;

    private static final String VARIABLE = "WARIFU_ADDRESSING";

    /** {@code WARIFU_ADDRESSING=compose} is set inside the operator's container. */
    public static Addressing ofEnvironment() {
        return "compose".equals(System.getenv(VARIABLE)) ? COMPOSE : LOOPBACK;
    }

    public String host(Site site, Service service) {
        return switch (this) {
            case LOOPBACK -> "localhost";
            case COMPOSE -> composeHost(site, service);
        };
    }

    public String databaseHost(Site site) {
        return switch (this) {
            case LOOPBACK -> "127.0.0.1";
            case COMPOSE -> site.name() + "-postgres";
        };
    }

    public int databasePort(Site site) {
        return switch (this) {
            case LOOPBACK -> site.port(Port.POSTGRES);
            case COMPOSE -> 5432;
        };
    }

    /** What services bind to: loopback on a machine, every interface of a container. */
    public String bindAddress() {
        return switch (this) {
            case LOOPBACK -> "127.0.0.1";
            case COMPOSE -> "0.0.0.0";
        };
    }

    public static String composeHost(Site site, Service service) {
        return site.name() + "-" + service.configName();
    }
}
