#!/usr/bin/env python3
"""A strict client of ETSI GS QKD 014 V1.1.1, from the text of the standard and nothing else.

    strict_014_client.py ROOT.pem MASTER_KME MASTER.pem MASTER_ID SLAVE_KME SLAVE.pem SLAVE_ID

MASTER_KME and SLAVE_KME are https://host:port; each .pem holds a certificate and its key. The
client knows no extension of the vendor, checks every member and type of every answer, and ends
with an error at the first thing that the standard does not allow. Standard library only.
"""

import base64
import http.client
import json
import re
import ssl
import sys
import urllib.parse

UUID = re.compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
STATUS_TEXT = ("source_KME_ID", "target_KME_ID", "master_SAE_ID", "slave_SAE_ID")
STATUS_NUMBERS = ("key_size", "stored_key_count", "max_key_count", "max_key_per_request",
                  "max_key_size", "min_key_size", "max_SAE_ID_count")


class Violation(Exception):
    """The other side does what the standard does not allow."""


def require(condition, text):
    if not condition:
        raise Violation(text)


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def no_duplicates(pairs):
    members = dict(pairs)
    require(len(members) == len(pairs), "a JSON object with a member twice")
    return members


class Kme:
    """One key manager as one SAE sees it, over one TLS connection that is kept."""

    def __init__(self, address, root, identity):
        context = ssl.create_default_context(cafile=root)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(identity)
        url = urllib.parse.urlsplit(address)
        self.connection = http.client.HTTPSConnection(url.hostname, url.port, context=context,
                                                      timeout=30)

    def call(self, verb, sae, method, body=None, query=None):
        path = "/api/v1/keys/" + urllib.parse.quote(sae, safe="") + "/" + method
        if query:
            path += "?" + urllib.parse.urlencode(query)
        headers = {"Accept": "application/json"}
        if body is not None:
            body = json.dumps(body).encode("utf-8")
            headers["Content-Type"] = "application/json"
        self.connection.request(verb, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8", "strict")
        require(response.status in (200, 400, 401, 503), f"status {response.status}")
        kind = response.headers.get_content_type()
        require(kind == "application/json", f"content type {kind}")
        answer = json.loads(text, object_pairs_hook=no_duplicates)
        require(isinstance(answer, dict), "an answer that is no object")
        return response.status, answer


def status(answer):
    for name in STATUS_TEXT:
        require(isinstance(answer.get(name), str) and answer[name], f"status: {name}")
    for name in STATUS_NUMBERS:
        require(is_integer(answer.get(name)) and 0 <= answer[name] < 2**31, f"status: {name}")
    require(answer["stored_key_count"] <= answer["max_key_count"], "status: more than the most")
    require(answer["min_key_size"] <= answer["key_size"] <= answer["max_key_size"],
            "status: the default size is out of range")
    unknown = set(answer) - set(STATUS_TEXT) - set(STATUS_NUMBERS) - {"status_extension"}
    require(not unknown, f"status: members {unknown}")
    require(isinstance(answer.get("status_extension", {}), dict), "status_extension")
    return answer


def container(answer, number, size):
    require(set(answer) <= {"keys", "key_container_extension"}, "container: members")
    require(isinstance(answer.get("keys"), list), "container: keys")
    require(len(answer["keys"]) == number, "container: number of keys")
    keys = {}
    for entry in answer["keys"]:
        require(isinstance(entry, dict), "key: no object")
        require(set(entry) <= {"key_ID", "key_ID_extension", "key", "key_extension"},
                "key: members")
        for extension in ("key_ID_extension", "key_extension"):
            require(isinstance(entry.get(extension, {}), dict), extension)
        require(isinstance(entry.get("key_ID"), str) and UUID.match(entry["key_ID"]), "key_ID")
        require(isinstance(entry.get("key"), str), "key")
        key = base64.b64decode(entry["key"], validate=True)
        require(base64.b64encode(key).decode() == entry["key"], "key: not canonical base64")
        require(len(key) * 8 == size, f"key: {len(key) * 8} bits instead of {size}")
        require(entry["key_ID"] not in keys, "key_ID twice")
        keys[entry["key_ID"]] = key
    require(len(set(keys.values())) == number, "the same key twice")
    return keys


def error(outcome, expected, text=""):
    code, answer = outcome
    require(code == expected, f"status {code} instead of {expected}: {answer}")
    require(isinstance(answer.get("message"), str) and answer["message"], "error: message")
    require(text in answer["message"], f"error: {answer['message']!r} instead of {text!r}")
    require(set(answer) <= {"message", "details"}, "error: members")
    details = answer.get("details", [])
    require(isinstance(details, list) and all(isinstance(d, dict) for d in details), "details")


def ok(outcome):
    code, answer = outcome
    require(code == 200, f"status {code}: {answer}")
    return answer


def run(root, master_kme, master_pem, master_id, slave_kme, slave_pem, slave_id):
    master = Kme(master_kme, root, master_pem)
    slave = Kme(slave_kme, root, slave_pem)

    told = status(ok(master.call("GET", slave_id, "status")))
    require(told["master_SAE_ID"] == master_id, "status: the caller is the master")
    require(told["slave_SAE_ID"] == slave_id, "status: the slave is that of the path")
    size = told["key_size"]

    # The simple forms, and the empty request.
    one = container(ok(master.call("GET", slave_id, "enc_keys")), 1, size)
    one_id = next(iter(one))
    got = container(ok(slave.call("GET", master_id, "dec_keys", query={"key_ID": one_id})), 1, size)
    require(got == one, "the slave got another key")
    two = container(ok(master.call("GET", slave_id, "enc_keys",
                                   query={"number": 2, "size": told["min_key_size"]})),
                    2, told["min_key_size"])
    require(len(two) == 2, "two keys")
    container(ok(master.call("POST", slave_id, "enc_keys", {})), 1, size)

    # Several keys, fetched in reverse, each once.
    number = min(told["max_key_per_request"], 16)
    many = container(ok(master.call("POST", slave_id, "enc_keys",
                                    {"number": number, "size": told["max_key_size"]})),
                     number, told["max_key_size"])
    wanted = {"key_IDs": [{"key_ID": key_id} for key_id in reversed(many)]}
    same = container(ok(slave.call("POST", master_id, "dec_keys", wanted)),
                     number, told["max_key_size"])
    require(same == many, "master and slave hold different keys")
    require(list(same) == list(reversed(many)), "the order of the request was not kept")
    missing = "one or more keys specified are not found on KME"
    error(slave.call("POST", master_id, "dec_keys", wanted), 400, missing)

    # All or nothing.
    good = container(ok(master.call("POST", slave_id, "enc_keys", {"number": 1})), 1, size)
    good_id = next(iter(good))
    mixed = {"key_IDs": [{"key_ID": good_id}, {"key_ID": one_id}]}
    error(slave.call("POST", master_id, "dec_keys", mixed), 400, missing)
    again = slave.call("GET", master_id, "dec_keys", query={"key_ID": good_id})
    require(container(ok(again), 1, size) == good, "a refused request consumed a key")

    # Requests that the standard tells to refuse.
    error(master.call("POST", slave_id, "enc_keys", {"size": size + 1}), 400,
          "size shall be a multiple of 8")
    error(master.call("POST", slave_id, "enc_keys",
                      {"extension_mandatory": [{"abc_route_type": "direct"}]}), 400,
          "not all extension_mandatory parameters are supported")
    container(ok(master.call("POST", slave_id, "enc_keys",
                             {"extension_optional": [{"abc_route_type": "direct"}]})), 1, size)
    for bad in ({"number": 0}, {"number": told["max_key_per_request"] + 1}, {"number": "1"},
                {"size": told["max_key_size"] + 8}, {"additional_slave_SAE_IDs": [slave_id]}):
        error(master.call("POST", slave_id, "enc_keys", bad), 400)
    error(master.call("GET", "no such SAE / \u3042", "status"), 400)
    print(f"strict client: {3 + number + 3} keys, 12 refusals, nothing the standard forbids")


if __name__ == "__main__":
    if len(sys.argv) != 8:
        sys.exit(__doc__)
    try:
        run(*sys.argv[1:])
    except Violation as violation:
        sys.exit(f"violation of the standard: {violation}")
