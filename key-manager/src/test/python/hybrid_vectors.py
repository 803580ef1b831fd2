#!/usr/bin/env python3
"""Recomputes the test vectors of the hybrid key derivation with nothing but the standard library.

    hybrid_vectors.py make          prints the vectors as JSON
    hybrid_vectors.py check FILE    compares FILE with them, field by field
    hybrid_vectors.py table         prints the table of docs/protocols.md

It shares no code with the service: HKDF is written from RFC 5869, the encoding from
docs/protocols.md.
"""

import hashlib
import hmac
import json
import struct
import sys
import uuid


def field(content):
    if isinstance(content, str):
        content = content.encode("utf-8")
    elif isinstance(content, uuid.UUID):
        content = content.bytes
    return struct.pack(">I", len(content)) + content


def u32(number):
    return struct.pack(">I", number)


def u64(number):
    return struct.pack(">Q", number)


def hkdf_sha384(salt, secret, info, length):
    pseudorandom_key = hmac.new(salt, secret, hashlib.sha384).digest()
    output, block, counter = b"", b"", 1
    while len(output) < length:
        block = hmac.new(pseudorandom_key, block + info + bytes([counter]), hashlib.sha384).digest()
        output += block
        counter += 1
    return output[:length]


def info(label, vector):
    parts = [field(label), field(uuid.UUID(vector["epoch"])), field(uuid.UUID(vector["keyId"]))]
    parts.append(field(vector["master"]))
    slaves = sorted(vector["slaves"])
    parts.append(field(u32(len(slaves))))
    parts.extend(field(slave) for slave in slaves)
    parts.append(field(vector["source"]))
    parts.append(field(vector["destination"]))
    parts.append(field(u32(vector["sizeBits"])))
    return b"".join(parts)


def complete(vector):
    secret = bytes.fromhex(vector["secret"])
    salt = bytes.fromhex(vector["transcript"])
    relayed = bytes.fromhex(vector["relayed"])
    if vector["mode"] == "xor":
        context = info("warifu-hybrid/1 mask", vector)
        mask = hkdf_sha384(salt, secret, context, vector["sizeBits"] // 8)
        key = bytes(a ^ b for a, b in zip(mask, relayed, strict=True))
    else:
        context = info("warifu-hybrid/1 key", vector)
        key = hkdf_sha384(salt, secret + relayed, context, vector["sizeBits"] // 8)
    return {**vector, "info": context.hex(), "key": key.hex()}


def counted(first, length):
    return bytes((first + i) % 256 for i in range(length)).hex()


def mixing(name, mode, size_bits, **changes):
    vector = {
        "name": name,
        "mode": mode,
        "epoch": "5f0c3b0e-8d64-4d1c-9a7b-2f1f0c9a1e01",
        "secret": counted(0x00, 32),
        "transcript": counted(0x40, 48),
        "keyId": "0a1b2c3d-4e5f-4678-9abc-def012345678",
        "master": "gateway-tokyo",
        "slaves": ["gateway-kochi"],
        "source": "tokyo",
        "destination": "kochi",
        "sizeBits": size_bits,
        "relayed": counted(0x80, size_bits // 8),
    }
    return complete({**vector, **changes})


def transcript():
    offer = {
        "version": 1,
        "epoch": "5f0c3b0e-8d64-4d1c-9a7b-2f1f0c9a1e01",
        "initiator": "tokyo",
        "responder": "kochi",
        "madeAtSecond": 1795651200,
        "encapsulationKey": counted(0x01, 1590),
        "initiatorCertificateSha256": counted(0x11, 32),
        "responderCertificateSha256": counted(0x21, 32),
        "offerSignature": counted(0x31, 71),
        "ciphertext": counted(0x41, 1568),
        "secret": counted(0x00, 32),
    }
    signed = b"".join([
        field("warifu-hybrid/1 offer"),
        field(u32(offer["version"])),
        field(uuid.UUID(offer["epoch"])),
        field(offer["initiator"]),
        field(offer["responder"]),
        field(u64(offer["madeAtSecond"])),
        field(bytes.fromhex(offer["encapsulationKey"])),
        field(bytes.fromhex(offer["initiatorCertificateSha256"])),
    ])
    said = b"".join([
        field("warifu-hybrid/1 transcript"),
        field(signed),
        field(bytes.fromhex(offer["offerSignature"])),
        field(bytes.fromhex(offer["ciphertext"])),
        field(bytes.fromhex(offer["responderCertificateSha256"])),
    ])
    digest = hashlib.sha384(said).digest()
    confirmation = hkdf_sha384(
        digest,
        bytes.fromhex(offer["secret"]),
        field("warifu-hybrid/1 confirmation") + field(uuid.UUID(offer["epoch"])),
        32,
    )
    return {**offer, "transcript": digest.hex(), "confirmation": confirmation.hex()}


def vectors():
    return {
        "source": "key-manager/src/test/python/hybrid_vectors.py make",
        "transcript": transcript(),
        "keys": [
            mixing("xor, 256 bits", "xor", 256),
            mixing("xor, smallest key", "xor", 64),
            mixing("xor, largest mask", "xor", 512),
            mixing("xor, another key id", "xor", 256,
                   keyId="0a1b2c3d-4e5f-4678-9abc-def012345679"),
            mixing("xor, another epoch id", "xor", 256,
                   epoch="5f0c3b0e-8d64-4d1c-9a7b-2f1f0c9a1e02"),
            mixing("xor, three slaves out of order", "xor", 256,
                   slaves=["kochi-b", "kochi-a", "\u75c5\u9662 1"]),
            mixing("xor, border between slaves moved", "xor", 256, slaves=["ab", "c"]),
            mixing("xor, border between slaves moved back", "xor", 256, slaves=["a", "bc"]),
            mixing("xor, source and destination changed over", "xor", 256,
                   source="kochi", destination="tokyo"),
            mixing("hkdf, smallest key", "hkdf", 520),
            mixing("hkdf, 1024 bits", "hkdf", 1024),
            mixing("hkdf, largest key", "hkdf", 4096),
        ],
    }


def shown(text):
    return text if len(text) <= 64 else text[:32] + "…" + text[-32:]


def main(arguments):
    if arguments == ["make"]:
        print(json.dumps(vectors(), indent=1, ensure_ascii=True))
    elif arguments == ["table"]:
        for vector in vectors()["keys"]:
            print(f"| {vector['name']} | `{shown(vector['key'])}` |")
    elif len(arguments) == 2 and arguments[0] == "check":
        with open(arguments[1], encoding="utf-8") as file:
            if json.load(file) != vectors():
                sys.exit("the vectors differ")
        print(f"{len(vectors()['keys'])} vectors and a transcript agree")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
