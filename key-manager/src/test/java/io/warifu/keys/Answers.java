package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Reads what the delivery port answers. */
public final class Answers {

    private Answers() {}

    public static void assertRefused(HttpResponse<String> answer, int status, String text) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(message(answer)).isNotBlank().contains(text);
    }

    public static String message(HttpResponse<String> answer) {
        return json(answer).get("message").stringValue();
    }

    public static List<JsonNode> keys(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> keys = new ArrayList<>();
        json(answer).get("keys").forEach(keys::add);
        return keys;
    }

    public static String id(JsonNode key) {
        return UUID.fromString(key.get("key_ID").stringValue()).toString();
    }

    public static byte[] bytes(JsonNode key) {
        return Base64.getDecoder().decode(key.get("key").stringValue());
    }
}
