package io.warifu.keys.delivery;

import io.warifu.keys.enrolment.SaeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads requests of ETSI GS QKD 014 strictly: what is not exactly right is 400, and nothing was
 * consumed. An empty POST body is the empty request; a member that is null counts as absent; query
 * parameters fill in what the body lacks.
 */
final class KeyRequestReader {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Members that GET cannot carry; to ignore them would change what was asked for. */
    private static final Set<String> POST_ONLY =
            Set.of("additional_slave_SAE_IDs", "extension_mandatory", "extension_optional");

    private final JsonMapper json;

    KeyRequestReader(JsonMapper json) {
        this.json = json;
    }

    SaeId sae(String id, String parameter) {
        try {
            return new SaeId(id);
        } catch (IllegalArgumentException e) {
            throw KeyRefusal.badRequest(parameter + " is not an SAE ID");
        }
    }

    /**
     * A Get key request.
     *
     * @param body of a POST; null for a GET, whose body does not count
     */
    EncRequest encRequest(byte @Nullable [] body, Map<String, String[]> query) {
        JsonNode members = object(body);
        for (String member : POST_ONLY) {
            if (query.containsKey(member)) {
                throw KeyRefusal.badRequest(member + " can only be asked for in a POST body");
            }
        }
        List<SaeId> additional = additional(members);
        int number = integer(members, query, "number", 1);
        if (number < 1 || number > KeyLimits.MAX_KEYS_PER_REQUEST) {
            throw KeyRefusal.badRequest(
                    "number shall be from 1 to " + KeyLimits.MAX_KEYS_PER_REQUEST);
        }
        int size = integer(members, query, "size", KeyLimits.DEFAULT_SIZE_BITS);
        if (size < KeyLimits.MIN_SIZE_BITS || size > KeyLimits.MAX_SIZE_BITS) {
            throw KeyRefusal.badRequest(
                    "size shall be from "
                            + KeyLimits.MIN_SIZE_BITS
                            + " to "
                            + KeyLimits.MAX_SIZE_BITS);
        }
        if (size % 8 != 0) {
            throw KeyRefusal.badRequest(KeyRefusal.SIZE_NOT_WHOLE_BYTES);
        }
        return new EncRequest(
                number,
                size,
                additional,
                ExtensionReader.mandatory(members.get("extension_mandatory")),
                ExtensionReader.optional(members.get("extension_optional")));
    }

    /** The ids of a Get key with key IDs request, in its order. */
    List<UUID> keyIds(byte @Nullable [] body, Map<String, String[]> query) {
        JsonNode members = object(body);
        List<UUID> ids = new ArrayList<>();
        if (present(members, "key_IDs")) {
            JsonNode entries = members.get("key_IDs");
            if (!entries.isArray()) {
                throw KeyRefusal.badRequest("key_IDs shall be an array");
            }
            for (JsonNode entry : entries) {
                JsonNode id = entry.isObject() ? entry.get("key_ID") : null;
                ids.add(uuid(id != null && id.isString() ? id.stringValue() : ""));
            }
        } else {
            ids.add(uuid(single(query, "key_ID", "")));
        }
        if (ids.isEmpty() || ids.size() > KeyLimits.MAX_KEYS_PER_REQUEST) {
            throw KeyRefusal.badRequest(
                    "key_IDs shall name 1 to " + KeyLimits.MAX_KEYS_PER_REQUEST + " keys");
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw KeyRefusal.badRequest("key_IDs shall name each key once");
        }
        return ids;
    }

    private JsonNode object(byte @Nullable [] body) {
        if (body == null || isBlank(body)) {
            return json.createObjectNode();
        }
        try {
            JsonNode root = json.readTree(body);
            if (root.isObject()) {
                return root;
            }
        } catch (JacksonException e) {
            throw KeyRefusal.badRequest("the body is not JSON");
        }
        throw KeyRefusal.badRequest("the body is not a JSON object");
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    private List<SaeId> additional(JsonNode members) {
        List<SaeId> ids = new ArrayList<>();
        if (!present(members, "additional_slave_SAE_IDs")) {
            return ids;
        }
        JsonNode list = members.get("additional_slave_SAE_IDs");
        if (!list.isArray() || list.isEmpty()) {
            throw KeyRefusal.badRequest(
                    "additional_slave_SAE_IDs shall be an array of at least one SAE ID");
        }
        if (list.size() > KeyLimits.MAX_ADDITIONAL_SLAVES) {
            throw KeyRefusal.badRequest(
                    "additional_slave_SAE_IDs shall name at most max_SAE_ID_count SAEs, which is "
                            + KeyLimits.MAX_ADDITIONAL_SLAVES);
        }
        for (JsonNode id : list) {
            ids.add(
                    sae(
                            id.isString() ? id.stringValue() : "",
                            "an entry of additional_slave_SAE_IDs"));
        }
        return ids;
    }

    private static boolean present(JsonNode members, String name) {
        JsonNode member = members.get(name);
        return member != null && !member.isNull();
    }

    private static int integer(
            JsonNode members, Map<String, String[]> query, String name, int absent) {
        if (present(members, name)) {
            JsonNode member = members.get(name);
            if (!member.isIntegralNumber() || !member.canConvertToInt()) {
                throw KeyRefusal.badRequest(name + " shall be an integer");
            }
            return member.intValue();
        }
        if (!query.containsKey(name)) {
            return absent;
        }
        String text = single(query, name, "");
        if (!INTEGER.matcher(text).matches()) {
            throw KeyRefusal.badRequest(name + " shall be an integer");
        }
        return Integer.parseInt(text);
    }

    private static String single(Map<String, String[]> query, String name, String absent) {
        String[] values = query.get(name);
        if (values == null) {
            return absent;
        }
        if (values.length != 1) {
            throw KeyRefusal.badRequest(name + " shall be given once");
        }
        return values[0];
    }

    private static UUID uuid(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!UUID_FORM.matcher(lower).matches()) {
            throw KeyRefusal.badRequest("key_ID shall be a UUID");
        }
        return UUID.fromString(lower);
    }
}
