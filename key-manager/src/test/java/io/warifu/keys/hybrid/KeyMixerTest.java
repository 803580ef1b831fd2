package io.warifu.keys.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.PythonForTests;
import io.warifu.keys.enrolment.SaeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published vectors, made by an implementation that shares no code with this one. */
class KeyMixerTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void refusesMasksAndKeysOfSizesThatAreNotTheirs() {
        HybridEpoch epoch = epoch(vectors().get("keys").get(0));
        SecretBytes key = SecretBytes.copyOf(new byte[64]);
        assertThatThrownBy(() -> KeyMixer.mask(epoch, context(520)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyMixer.derive(epoch, context(512), key))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyMixer.derive(epoch, context(520), key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesADifferentKeyForEachChangeOfContext() {
        List<String> keys = new ArrayList<>();
        vectors().get("keys").forEach(vector -> keys.add(vector.get("key").stringValue()));
        assertThat(keys).hasSize(12).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void agreesWithThePublishedVectors(String name, JsonNode vector) {
        HybridEpoch epoch = epoch(vector);
        HybridContext context = contextOf(vector);
        SecretBytes relayed = SecretBytes.copyOf(bytes(vector, "relayed"));
        boolean xor = vector.get("mode").stringValue().equals("xor");
        String label = xor ? "warifu-hybrid/1 mask" : "warifu-hybrid/1 key";
        assertThat(KeyMixer.info(label, epoch, context)).as(name).isEqualTo(bytes(vector, "info"));
        try (SecretBytes key =
                xor
                        ? KeyMixer.mask(epoch, context).xor(relayed)
                        : KeyMixer.derive(epoch, context, relayed)) {
            assertThat(key.exposeForWire()).as(name).isEqualTo(bytes(vector, "key"));
        }
    }

    @Test
    void agreesWithAnotherImplementation() {
        assumeTrue(PythonForTests.isThere(), "no python3");
        assertThat(
                        PythonForTests.run(
                                "hybrid_vectors.py",
                                "check",
                                PythonForTests.TEST_SOURCES
                                        .resolve("resources/io/warifu/keys/hybrid")
                                        .resolve("hybrid-vectors.json")
                                        .toString()))
                .contains("12 vectors and a transcript agree");
    }

    static Stream<Arguments> keys() {
        List<Arguments> all = new ArrayList<>();
        vectors()
                .get("keys")
                .forEach(vector -> all.add(Arguments.of(vector.get("name").stringValue(), vector)));
        return all.stream();
    }

    static JsonNode vectors() {
        try (InputStream file =
                KeyMixerTest.class.getResourceAsStream(
                        "/io/warifu/keys/hybrid/hybrid-vectors.json")) {
            return JsonMapper.builder().build().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode vector, String member) {
        return HEX.parseHex(vector.get(member).stringValue());
    }

    private static HybridEpoch epoch(JsonNode vector) {
        return new HybridEpoch(
                UUID.fromString(vector.get("epoch").stringValue()),
                new SiteId("tokyo"),
                new SiteId("kochi"),
                bytes(vector, "transcript"),
                SecretBytes.copyOf(bytes(vector, "secret")),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static HybridContext contextOf(JsonNode vector) {
        List<SaeId> slaves = new ArrayList<>();
        vector.get("slaves").forEach(slave -> slaves.add(new SaeId(slave.stringValue())));
        return new HybridContext(
                UUID.fromString(vector.get("keyId").stringValue()),
                new SaeId(vector.get("master").stringValue()),
                slaves,
                new SiteId(vector.get("source").stringValue()),
                new SiteId(vector.get("destination").stringValue()),
                vector.get("sizeBits").intValue());
    }

    private static HybridContext context(int sizeBits) {
        return new HybridContext(
                UUID.randomUUID(),
                new SaeId("gateway-tokyo"),
                List.of(new SaeId("gateway-kochi")),
                new SiteId("tokyo"),
                new SiteId("kochi"),
                sizeBits);
    }
}
