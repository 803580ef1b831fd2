package io.warifu.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class LinkLineTest {

    private static final QkdLink LINK = NetworkPlan.LINKS.get(1);

    @Test
    void aSilentLinkIsShownAsSuch() {
        assertThat(LinkLine.of(LINK, MissingNode.getInstance()))
                .startsWith("link tokyo-nagoya")
                .contains("NO ANSWER", "(illustrative)");
    }

    @Test
    void showsRateAndWhereTheParametersComeFrom() {
        String json =
                """
                {"state":"RUNNING","qber":0.0123,"secretBitsPerSecond":1234567.0,"blocks":7,
                 "preset":"demonstration","source":"own figures","confidence":"ILLUSTRATIVE",
                 "illustrative":true,"lastAbort":{"check":"AUTHENTICATION"}}
                """;
        JsonNode state = JsonMapper.shared().readTree(json);
        assertThat(LinkLine.origins(List.of(state, state)))
                .containsExactly("preset demonstration: own figures (confidence: illustrative)");
        assertThat(LinkLine.of(LINK, state))
                .contains(
                        "RUNNING",
                        "QBER  1.23 %",
                        "1.23 Mbit/s",
                        "blocks 7",
                        "demonstration",
                        "(illustrative)",
                        "last abort: AUTHENTICATION");
    }
}
