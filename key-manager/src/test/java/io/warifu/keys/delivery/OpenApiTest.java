package io.warifu.keys.delivery;

import static io.warifu.keys.delivery.DeliveryServers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The published description against the running service: every path, status and schema. */
class OpenApiTest extends DeliveryCase {

    private static final String DOCS = "/api/v1/docs";

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Set<String> seen = new TreeSet<>();
    private @Nullable JsonNode described;

    @BeforeAll
    void readDescription() {
        HttpResponse<String> answer =
                servers().call("stranger", "tokyo", DOCS + "/openapi.json", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        described = JSON.readTree(answer.body());
    }

    @Test
    void describesThatVersionOfOpenApiAndItsOwnSchemasAreSchemas() {
        assertThat(description().get("openapi").stringValue()).isEqualTo("3.1.0");
        Schema metaSchema =
                registry.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        for (var schema : description().get("components").get("schemas").properties()) {
            assertThat(metaSchema.validate(schema.getValue())).as(schema.getKey()).isEmpty();
        }
    }

    @Test
    void answersEveryDescribedCallWithEveryDescribedStatusAndSchema() {
        String slave = "/api/v1/keys/gateway-kochi/";
        String master = "/api/v1/keys/gateway-tokyo/";
        String status = "/api/v1/keys/{slave_SAE_ID}/status get";
        String encGet = "/api/v1/keys/{slave_SAE_ID}/enc_keys get";
        String encPost = "/api/v1/keys/{slave_SAE_ID}/enc_keys post";
        String decGet = "/api/v1/keys/{master_SAE_ID}/dec_keys get";
        String decPost = "/api/v1/keys/{master_SAE_ID}/dec_keys post";

        check(status, 200, tokyo(slave + "status", null));
        check(status, 400, tokyo("/api/v1/keys/nobody/status", null));
        check(encGet, 400, tokyo(slave + "enc_keys?number=0", null));
        check(encPost, 400, tokyo(slave + "enc_keys", "{\"size\":7}"));
        check(
                encPost,
                400,
                tokyo(slave + "enc_keys", "{\"extension_mandatory\":[{\"warifu_min_paths\":4}]}"));
        check(decGet, 400, kochi(master + "dec_keys?key_ID=1", null));
        check(decPost, 400, kochi(master + "dec_keys", "{}"));
        for (String path : List.of(status, encGet, decGet)) {
            String url = path.substring(0, path.indexOf(' ')).replaceAll("\\{.*}", "gateway-kochi");
            check(path, 401, servers().call("stranger", "tokyo", url, null));
        }
        for (String path : List.of(encPost, decPost)) {
            String url = path.substring(0, path.indexOf(' ')).replaceAll("\\{.*}", "gateway-kochi");
            check(path, 401, servers().call("stranger", "tokyo", url, "{}"));
        }
        servers().supply().stock(100);
        check(encGet, 503, tokyo(slave + "enc_keys", null));
        check(encPost, 503, tokyo(slave + "enc_keys", "{\"number\":4}"));
        servers().supply().stock(Long.MAX_VALUE);
        servers().supply().broken(true);
        check(status, 503, tokyo(slave + "status", null));
        check(decGet, 503, kochi(master + "dec_keys?key_ID=" + UUID_FORM, null));
        check(decPost, 503, kochi(master + "dec_keys", ids(List.of(UUID_FORM))));
        servers().supply().broken(false);

        List<String> ids = new ArrayList<>();
        for (String extension : List.of("", ",\"size\":4096", ",\"size\":64")) {
            HttpResponse<String> keys =
                    tokyo(slave + "enc_keys", "{\"number\":2" + extension + "}");
            check(encPost, 200, keys);
            JSON.readTree(keys.body())
                    .get("keys")
                    .forEach(key -> ids.add(key.get("key_ID").stringValue()));
        }
        check(encGet, 200, tokyo(slave + "enc_keys?number=128", null));
        check(decGet, 200, kochi(master + "dec_keys?key_ID=" + ids.removeLast(), null));
        check(decPost, 200, kochi(master + "dec_keys", ids(ids)));
        check(DOCS + "/openapi.json get", 200, tokyo(DOCS + "/openapi.json", null));

        assertThat(seen).isEqualTo(everything());
    }

    @Test
    void takesTheExamplesThatItPrints() {
        JsonNode post =
                description().get("paths").get("/api/v1/keys/{slave_SAE_ID}/enc_keys").get("post");
        JsonNode examples =
                post.get("requestBody").get("content").get("application/json").get("examples");
        for (var example : examples.properties()) {
            JsonNode value = example.getValue().get("value");
            assertThat(schema("KeyRequest").validate(value)).as(example.getKey()).isEmpty();
            HttpResponse<String> answer =
                    tokyo("/api/v1/keys/third-kochi/enc_keys", value.toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void showsThePageFromThisServerAlone() {
        HttpResponse<String> page = tokyo(DOCS, null);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'self'");
        Matcher links = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page.body());
        int files = 0;
        while (links.find()) {
            assertThat(links.group(1)).startsWith("docs/");
            HttpResponse<String> file = tokyo("/api/v1/" + links.group(1), null);
            assertThat(file.statusCode()).as(links.group(1)).isEqualTo(200);
            files++;
        }
        assertThat(files).isEqualTo(5);
        HttpResponse<String> nothing = tokyo(DOCS + "/secrets.html", null);
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(servers().call("gateway-tokyo", "tokyo", DOCS, "{}").statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    private static final String UUID_FORM = "2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001";

    private void check(String operation, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(operation + " " + answer.body()).isEqualTo(status);
        String[] parts = operation.split(" ", -1);
        JsonNode response =
                resolved(
                        description()
                                .get("paths")
                                .get(parts[0])
                                .get(parts[1])
                                .get("responses")
                                .get(Integer.toString(status)));
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode schema = response.get("content").get("application/json").get("schema");
        assertThat(validator(schema).validate(JSON.readTree(answer.body())))
                .as(operation + " " + status)
                .isEmpty();
        if (response.has("headers")) {
            for (String header : response.get("headers").propertyNames()) {
                assertThat(answer.headers().firstValue(header)).as(header).isPresent();
            }
        }
        seen.add(operation + " " + status);
    }

    /** Every status of every operation; the description itself is open to all. */
    private Set<String> everything() {
        Set<String> all = new TreeSet<>();
        for (var path : description().get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (operation.getValue().has("responses")) {
                    for (String status : operation.getValue().get("responses").propertyNames()) {
                        all.add(path.getKey() + " " + operation.getKey() + " " + status);
                    }
                }
            }
        }
        return all;
    }

    private JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        return description().at(node.get("$ref").stringValue().substring(1));
    }

    private Schema schema(String name) {
        return validator(JSON.readTree("{\"$ref\":\"#/components/schemas/" + name + "\"}"));
    }

    private Schema validator(JsonNode schema) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", description().get("components"));
        return registry.getSchema(whole);
    }

    private static String ids(List<String> ids) {
        List<String> entries = ids.stream().map(id -> "{\"key_ID\":\"" + id + "\"}").toList();
        return "{\"key_IDs\":[" + String.join(",", entries) + "]}";
    }

    private HttpResponse<String> tokyo(String path, @Nullable String body) {
        return servers().call("gateway-tokyo", "tokyo", path, body);
    }

    private HttpResponse<String> kochi(String path, @Nullable String body) {
        return servers().call("gateway-kochi", "kochi", path, body);
    }

    private JsonNode description() {
        if (described == null) {
            throw new AssertionError("there is no description");
        }
        return described;
    }
}
