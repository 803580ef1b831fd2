package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.pool.LinkAlarmRaised;
import io.warifu.servicekit.PostgresForTests;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What the two ends of a link do about its key, through their doors and with real databases. */
class LinkKeyNetworkTest extends NetworkCase {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LinkId LINK = new LinkId(new SiteId("tokyo"), new SiteId("koganei"));

    @Test
    void hearsOnlyTheOtherEndAboutALink() {
        String url = network().peerAddress("tokyo") + "/relay/v1/links/tokyo/koganei/";
        String note =
                "{\"epoch\":9,\"before\":9,\"reservedBytes\":0,\"claimedBytes\":0,"
                        + "\"outgoingFloor\":0,\"incomingFloor\":0,\"passedTo\":0}";
        for (String who : List.of("kme-nagoya", "kme-tokyo", "qkd-tokyo", "operator")) {
            assertThat(network().call(who, "POST", url + "epochs", note).statusCode())
                    .as(who)
                    .isEqualTo(403);
            assertThat(
                            network()
                                    .call(who, "POST", url + "confirmations", "{\"epoch\":1}")
                                    .statusCode())
                    .as(who)
                    .isEqualTo(403);
        }
        String foreign = network().peerAddress("tokyo") + "/relay/v1/links/nagoya/kochi/epochs";
        assertThat(network().call("kme-nagoya", "POST", foreign, note).statusCode()).isEqualTo(404);
        assertThat(link("tokyo").get("stockBits").asLong())
                .isEqualTo(KeyManagerNetwork.CAPACITY_BITS);
    }

    @Test
    void refusesWhatIsMalformedAndChangesNothing() {
        JsonNode before = link("tokyo");
        String url = network().peerAddress("tokyo") + "/relay/v1/links/tokyo/koganei/";
        for (String body :
                List.of(
                        "",
                        "{}",
                        "null",
                        "[]",
                        "{\"epoch\":0,\"blocks\":[]}",
                        "{\"epoch\":1,\"blocks\":[{}]}",
                        "{\"epoch\":-1,\"before\":1}")) {
            for (String door : List.of("confirmations", "epochs")) {
                assertThat(network().call("kme-koganei", "POST", url + door, body).statusCode())
                        .as(door + " " + body)
                        .isEqualTo(400);
            }
        }
        String admin = network().peerAddress("tokyo") + "/admin/v1/epochs";
        assertThat(network().call("operator", "POST", admin, "{\"alice\":\"tokyo\"}").statusCode())
                .isEqualTo(400);
        assertThat(
                        network()
                                .call(
                                        "operator",
                                        "POST",
                                        admin,
                                        "{\"alice\":\"nagoya\",\"bob\":\"kochi\"}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(network().call("kme-koganei", "POST", admin, "{}").statusCode()).isEqualTo(403);
        assertThat(link("tokyo")).isEqualTo(before);
    }

    @Test
    void quarantinesAtOnceTellsItsListenersOnceAndBurnsAtBothEndsWhenTheAlarmEnds() {
        List<LinkAlarmRaised> told = new ArrayList<>();
        ApplicationListener<PayloadApplicationEvent<LinkAlarmRaised>> listener =
                new AlarmListener(told);
        network().context("tokyo").addApplicationListener(listener);
        network().alarm("tokyo", "tokyo", "koganei", true);
        network().alarm("tokyo", "tokyo", "koganei", true);
        assertThat(link("tokyo").get("stockBits").asLong()).isZero();
        assertThat(link("tokyo").get("quarantinedBits").asLong()).isPositive();
        assertThat(told).extracting(LinkAlarmRaised::link).containsExactly(LINK);
        network().alarm("tokyo", "tokyo", "koganei", false);
        assertThat(link("tokyo").get("quarantinedBits").asLong()).isZero();
        await(() -> link("koganei").get("stockBits").asLong() == 0);
        balances(link("tokyo"));
        balances(link("koganei"));
    }

    @Test
    void opensANewEpochAtBothEndsForTheOperator() {
        long before = link("tokyo").get("epoch").asLong();
        HttpResponse<String> answer =
                network()
                        .call(
                                "operator",
                                "POST",
                                network().peerAddress("koganei") + "/admin/v1/epochs",
                                "{\"alice\":\"tokyo\",\"bob\":\"koganei\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("epochs").get(0).get("epoch").asLong()).isGreaterThan(before);
        awaitOneEpoch(before);
        assertThat(link("tokyo").get("stockBits").asLong()).isZero();
        assertThat(link("koganei").get("stockBits").asLong()).isZero();
        network().fillAll();
        assertThat(enc().statusCode()).isEqualTo(200);
    }

    @Test
    void burnsAllKeyThatWasUsedWhenADatabaseIsRestoredFromABackup() throws SQLException {
        network().stop("koganei");
        copyDatabase("koganei", "backup_of_koganei", false);
        network().start("koganei");
        network().fillAll();
        long before = link("tokyo").get("epoch").asLong();
        assertThat(enc().statusCode()).isEqualTo(200);
        Set<Long> usedBlocks = usedBlocks("tokyo");
        network().stop("koganei");
        copyDatabase("koganei", "backup_of_koganei", true);
        network().start("koganei");
        awaitOneEpoch(before);
        network().fillAll();
        assertThat(enc().statusCode()).isEqualTo(200);
        Set<Long> usedAgain = usedBlocks("koganei");
        usedAgain.retainAll(usedBlocks);
        assertThat(usedAgain).isEmpty();
        balances(link("tokyo"));
        balances(link("koganei"));
    }

    /** Blocks of the present epoch under which anything was sent or received. */
    private Set<Long> usedBlocks(String site) {
        JdbcTemplate jdbc = network().context(site).getBean(JdbcTemplate.class);
        return new HashSet<>(
                jdbc.queryForList(
                        """
                        select sequence from link_block b join link l using (alice, bob)
                        where alice = 'tokyo' and bob = 'koganei' and used_bytes > 32
                          and b.epoch = l.epoch
                        """,
                        Long.class));
    }

    /** A copy of a stopped site's database, or back from it. */
    private void copyDatabase(String site, String backup, boolean back) throws SQLException {
        PostgresForTests.Database database = network().node(site).database();
        String name = database.url().replaceFirst(".*/([^/?]+).*", "$1");
        PostgresForTests.Database admin =
                new PostgresForTests.Database(
                        database.url().replace("/" + name, "/postgres"),
                        database.username(),
                        database.password());
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement()) {
            if (back) {
                statement.execute("drop database " + name + " with (force)");
            }
            statement.execute(
                    "create database %s template %s"
                            .formatted(back ? name : backup, back ? backup : name));
        }
    }

    private void awaitOneEpoch(long before) {
        await(() ->
                link("tokyo").get("epoch").asLong() > before
                        && link("tokyo").get("epoch").equals(link("koganei").get("epoch"))
                        && link("tokyo").get("agreed").asBoolean()
                        && link("koganei").get("agreed").asBoolean());
    }

    private static void balances(JsonNode link) {
        for (String direction : List.of("outgoing", "incoming")) {
            JsonNode books = link.get(direction);
            assertThat(books.get("lengthBits").asLong())
                    .isEqualTo(
                            books.get("freeBits").asLong()
                                    + books.get("usedBits").asLong()
                                    + books.get("burnedBits").asLong());
        }
    }

    private HttpResponse<String> enc() {
        String url = network().address("tokyo") + "/api/v1/keys/gateway-koganei/enc_keys";
        return network().call("gateway-tokyo", "POST", url, "{\"number\":2}");
    }

    /** The link tokyo-koganei as one end shows it. */
    private JsonNode link(String end) {
        String url = network().managementAddress(end) + "/actuator/warifukeys";
        for (JsonNode link : json(network().call("operator", "GET", url, null)).get("links")) {
            if (link.get("alice").stringValue().equals("tokyo")
                    && link.get("bob").stringValue().equals("koganei")) {
                return link;
            }
        }
        throw new AssertionError("no such link");
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.yield();
        }
    }

    /** A class of its own, because Spring reads the event's type from it. */
    private record AlarmListener(List<LinkAlarmRaised> told)
            implements ApplicationListener<PayloadApplicationEvent<LinkAlarmRaised>> {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<LinkAlarmRaised> event) {
            told.add(event.getPayload());
        }
    }
}
