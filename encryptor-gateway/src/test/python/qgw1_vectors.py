#!/usr/bin/env python3
"""Makes the test vectors of QGW/1 (docs/protocols.md, section 5).

    qgw1_vectors.py make          prints the vectors
    qgw1_vectors.py check FILE    compares FILE with them, line by line

It shares no code with the gateway: HKDF and HMAC come from the standard library and RFC 5869,
AES-256-GCM from the package "cryptography", the encodings from the text. The ML-KEM values are
patterns; what the key schedule does with them is tested, not ML-KEM.
"""

import hashlib
import hmac
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LOW, HIGH = b"gateway-kochi", b"gateway-tokyo"
SESSION = bytes(range(0x10, 0x20))
EPOCH = 0x01020304
KEY_ID = bytes.fromhex("0123456789abcdef0123456789abcdef")
QKD_KEY = bytes(range(32))
KEM_SECRET = bytes(range(0xE0, 0x100))
EK = bytes(i % 251 for i in range(1184))
CT = bytes(i % 241 for i in range(1088))
EXPORTER = bytes(range(0x60, 0x80))
NOT_AFTER = 600
CARRIER = bytes(range(0xA0, 0xB0))
RAND_C = bytes(range(0x40, 0x60))
RAND_S = bytes(range(0x80, 0xA0))
SERVICE = b"share-store"
MODES = {"qkd+pqc": 1, "qkd-only": 2, "pqc-only": 3}


def mac(key, message):
    return hmac.new(key, message, hashlib.sha384).digest()


def expand(prk, info, length):
    output, block, counter = b"", b"", 1
    while len(output) < length:
        block = mac(prk, block + info + bytes([counter]))
        output, counter = output + block, counter + 1
    return output[:length]


def named(name):
    return bytes([len(name)]) + name


def prefixed(part):
    return struct.pack(">H", len(part)) + part


def context(mode, initiator):
    key_id = b"" if mode == "pqc-only" else KEY_ID
    ek, ct = (b"", b"") if mode == "qkd-only" else (EK, CT)
    return hashlib.sha384(
        b"qgw1 ctx " + mode.encode() + b"\x01" + named(LOW) + named(HIGH) + SESSION
        + struct.pack(">I", EPOCH) + bytes([initiator, 1, 3]) + struct.pack(">I", NOT_AFTER)
        + prefixed(key_id) + prefixed(ek) + prefixed(ct) + EXPORTER).digest()


def epoch(mode, initiator, chain_before):
    ikm = (bytes(32) if mode == "pqc-only" else QKD_KEY) + (
        bytes(32) if mode == "qkd-only" else KEM_SECRET)
    prk = mac(chain_before, ikm)
    ctx = context(mode, initiator)
    secret = {name: expand(prk, b"qgw1 " + name.encode() + b" " + mode.encode() + ctx, 48)
              for name in ("chain", "conf i", "conf r", "link")}
    return {
        "ctx": ctx,
        "chain": secret["chain"],
        "confirmation-i": mac(secret["conf i"], ctx)[:16],
        "confirmation-r": mac(secret["conf r"], ctx)[:16],
        "link": secret["link"],
    }


def frame(kind, seq, stream, key, iv, plain, clear=b""):
    header = struct.pack(">BBHIQII", 1, kind, 0, EPOCH, seq, stream, len(clear) + len(plain) + 16)
    nonce = iv[:4] + (int.from_bytes(iv[4:], "big") ^ seq).to_bytes(8, "big")
    return header + clear + AESGCM(key).encrypt(nonce, plain, header + clear)


def carrier(link):
    names = b"\x01" + CARRIER + RAND_C  # gateway-tokyo, the high end, opens
    out = {}
    for name in ("open", "answer"):
        both = expand(link, b"qgw1 " + name.encode() + names, 44)
        out[name + "-key"], out[name + "-iv"] = both[:32], both[32:]
    for way in ("c2s", "s2c"):
        out[way + "-key"] = expand(link, b"qgw1 key " + way.encode() + names + RAND_S, 32)
        out[way + "-iv"] = expand(link, b"qgw1 iv  " + way.encode() + names + RAND_S, 12)
    return out


def frames(k):
    clear = SESSION + CARRIER + RAND_C + named(HIGH)
    alert = struct.pack(">BBHIQII", 1, 6, 0, EPOCH, 0, 0, 16) + b"\x01" + bytes(15)
    return {
        "open-frame": frame(7, 0, 0, k["open-key"], k["open-iv"], SERVICE, clear),
        "accept-frame": frame(8, 0, 0, k["answer-key"], k["answer-iv"], RAND_S),
        "refuse-unknown-service-frame": frame(9, 0, 0, k["answer-key"], k["answer-iv"], b"\x04"),
        "alert-epoch-unknown-frame": alert,
        "c2s-0-start-frame": frame(12, 0, 1, k["c2s-key"], k["c2s-iv"], b""),
        "c2s-1-data-frame": frame(1, 1, 1, k["c2s-key"], k["c2s-iv"], b"Warifu"),
        "c2s-2-fin-frame": frame(2, 2, 1, k["c2s-key"], k["c2s-iv"], b""),
        "s2c-0-data-frame": frame(1, 0, 1, k["s2c-key"], k["s2c-iv"], b"ufiraW"),
    }


def control(kind, body):
    return b"QGWC" + struct.pack(">BBH", 1, kind, len(body)) + body


def messages(secrets, chain):
    number = struct.pack(">I", EPOCH)
    tag = mac(chain, b"qgw1 chain tag" + EXPORTER)[:16]
    return {
        "chain-tag": tag,
        "hello-message": control(1, bytes(range(32)) + b"\x01" + struct.pack(">III", 9, 7, 6) + tag
                                 + b"\x02" + struct.pack(">II", 8, 9)),
        "offer-message": control(2, number + b"\x01" + struct.pack(">I", NOT_AFTER) + KEY_ID + EK),
        "ready-message": control(3, number + secrets["confirmation-r"] + CT),
        "go-message": control(4, number + secrets["confirmation-i"]),
        "held-message": control(5, number),
        "nak-message": control(6, number + b"\x01"),
        "switch-message": control(7, number),
        "rekey-wanted-message": control(8, number),
        "take-lead-message": control(9, b""),
        "alarm-message": control(10, b"\x02" + number),
        "keep-alive-message": control(11, b""),
    }


def vectors():
    lives = bytes(range(32)), bytes(range(32, 64))
    out = {
        "low": LOW, "high": HIGH, "session": SESSION, "epoch": struct.pack(">I", EPOCH),
        "key-id": KEY_ID, "qkd-key": QKD_KEY, "kem-secret": KEM_SECRET, "ek": EK, "ct": CT,
        "exporter": EXPORTER, "carrier-id": CARRIER, "rand-c": RAND_C, "rand-s": RAND_S,
        "service": SERVICE, "life-of-low": lives[0], "life-of-high": lives[1],
        "session-of-lives": hashlib.sha384(b"qgw1 session" + lives[0] + lives[1]).digest()[:16],
    }
    first = epoch("qkd+pqc", 0, bytes(48))
    for mode in MODES:
        for name, value in epoch(mode, 0, bytes(48)).items():
            out[mode + "-" + name] = value
    for name, value in epoch("qkd+pqc", 1, first["chain"]).items():
        out["chained-" + name] = value
    keys = carrier(first["link"])
    out.update(keys)
    out.update(frames(keys))
    out.update(messages(first, first["chain"]))
    return out


HEAD = """# QGW/1: fixed vectors of the key schedule, of each frame, and of each control message.
# Made by src/test/python/qgw1_vectors.py (Python, package "cryptography"), not by the code under test.
# The frames are one whole conversation's first words: OPEN, ACCEPT (or REFUSE, or ALERT), START, DATA, FIN.
"""


def text():
    return HEAD + "".join(f"{name} = {value.hex()}\n" for name, value in vectors().items())


if __name__ == "__main__":
    if sys.argv[1:] == ["make"]:
        print(text(), end="")
    elif len(sys.argv) == 3 and sys.argv[1] == "check":
        with open(sys.argv[2], encoding="ascii") as file:
            sys.exit(0 if file.read() == text() else "the vectors differ")
    else:
        sys.exit(__doc__)
