#!/usr/bin/env python3
"""Decrypts and verifies a captured QGW/1 carrier, given the link secrets of its epochs.

Written from docs/protocols.md, section 5; shares no code with the gateway. Needs Python 3.9 and
nothing else: AES-GCM comes from the package "cryptography" if it is there, and from below if not.

A capture is one file per direction: all bytes of the carrier's TCP connection, as they passed.
The secrets file is the one that a gateway under test writes (debug.epoch-secrets-file).

Exit code 0: every record verifies and both directions end with an authenticated FIN.
Exit code 1: something is wrong; the first fault is named.
Exit code 2: every record verifies, but a direction ends without FIN: the carrier was cut.
"""
import argparse
import hashlib
import hmac
import json
import struct
import sys

HEADER, TAG, MAX_BODY = 24, 16, 65536 + 16
DATA, FIN, RESET, PING, PONG, ALERT, OPEN, ACCEPT, REFUSE, START = 1, 2, 3, 4, 5, 6, 7, 8, 9, 12
OTP = {10: "OTP_DATA", 13: "OTP_BLOCK", 14: "OTP_RECEIPT"}
NAMES = {DATA: "DATA", FIN: "FIN", RESET: "RESET", PING: "PING", PONG: "PONG", START: "START", **OTP}


class Fault(Exception):
    pass


# ---------------------------------------------------------------- AES-256-GCM in plain Python

def _tables():
    sbox, p, q = [0] * 256, 1, 1
    while True:
        p = p ^ ((p << 1) & 0xFF) ^ (0x1B if p & 0x80 else 0)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        q ^= 0x09 if q & 0x80 else 0
        x = q ^ (q << 1 | q >> 7) ^ (q << 2 | q >> 6) ^ (q << 3 | q >> 5) ^ (q << 4 | q >> 4)
        sbox[p] = (x ^ 0x63) & 0xFF
        if p == 1:
            break
    sbox[0] = 0x63
    double = [(b << 1) ^ (0x11B if b & 0x80 else 0) for b in sbox]
    t0 = [d << 24 | s << 16 | s << 8 | (d ^ s) for d, s in zip(double, sbox)]
    rotated = [[(t >> n | t << (32 - n)) & 0xFFFFFFFF for t in t0] for n in (0, 8, 16, 24)]
    return sbox, rotated


SBOX, (T0, T1, T2, T3) = _tables()


class PlainAesGcm:
    """AES-256 by the usual four tables, GHASH by sixteen tables for each key. Not constant-time."""

    def __init__(self, key):
        words = list(struct.unpack(">8I", key))
        constant = 1
        while len(words) < 60:
            word = words[-1]
            if len(words) % 8 == 0:
                word = self._sub((word << 8 | word >> 24) & 0xFFFFFFFF) ^ constant << 24
                constant <<= 1
            elif len(words) % 8 == 4:
                word = self._sub(word)
            words.append(words[-8] ^ word)
        self.words = words
        self.hash_tables = self._hash_tables(int.from_bytes(self._block(bytes(16)), "big"))

    @staticmethod
    def _sub(word):
        return (SBOX[word >> 24] << 24 | SBOX[word >> 16 & 255] << 16
                | SBOX[word >> 8 & 255] << 8 | SBOX[word & 255])

    def _block(self, block):
        w = self.words
        a, b, c, d = (x ^ k for x, k in zip(struct.unpack(">4I", block), w))
        for r in range(4, 56, 4):
            a, b, c, d = (
                T0[a >> 24] ^ T1[b >> 16 & 255] ^ T2[c >> 8 & 255] ^ T3[d & 255] ^ w[r],
                T0[b >> 24] ^ T1[c >> 16 & 255] ^ T2[d >> 8 & 255] ^ T3[a & 255] ^ w[r + 1],
                T0[c >> 24] ^ T1[d >> 16 & 255] ^ T2[a >> 8 & 255] ^ T3[b & 255] ^ w[r + 2],
                T0[d >> 24] ^ T1[a >> 16 & 255] ^ T2[b >> 8 & 255] ^ T3[c & 255] ^ w[r + 3])
        last = []
        for i, (x, y, z, v) in enumerate(((a, b, c, d), (b, c, d, a), (c, d, a, b), (d, a, b, c))):
            last.append((SBOX[x >> 24] << 24 | SBOX[y >> 16 & 255] << 16
                         | SBOX[z >> 8 & 255] << 8 | SBOX[v & 255]) ^ w[56 + i])
        return struct.pack(">4I", *last)

    @staticmethod
    def _hash_tables(h):
        powers, value = [], h  # powers[i] = h * x^i; x^0 is the top bit of the block
        for _ in range(128):
            powers.append(value)
            value = value >> 1 ^ (0xE1 << 120 if value & 1 else 0)
        tables = []
        for byte in range(16):
            table = [0] * 256
            for bit in range(8):
                table[128 >> bit] = powers[8 * byte + bit]
            for i in range(1, 256):
                low = i & -i
                table[i] = table[low] ^ table[i ^ low]
            tables.append(table)
        return tables

    def _ghash(self, associated, sealed):
        y = 0
        lengths = struct.pack(">QQ", 8 * len(associated), 8 * len(sealed))
        for part in (associated, sealed, lengths):
            for at in range(0, len(part), 16):
                y ^= int.from_bytes(part[at:at + 16].ljust(16, b"\0"), "big")
                y_bytes, y = y.to_bytes(16, "big"), 0
                for table, byte in zip(self.hash_tables, y_bytes):
                    y ^= table[byte]
        return y

    def decrypt(self, nonce, sealed, associated):
        sealed, tag = sealed[:-TAG], sealed[-TAG:]
        mask = int.from_bytes(self._block(nonce + b"\0\0\0\1"), "big")
        wanted = (self._ghash(associated, sealed) ^ mask).to_bytes(16, "big")
        if not hmac.compare_digest(wanted, tag):
            raise ValueError("tag")
        stream = b"".join(self._block(nonce + struct.pack(">I", 2 + i))
                          for i in range((len(sealed) + 15) // 16))
        n = len(sealed)
        return (int.from_bytes(sealed, "big")
                ^ int.from_bytes(stream[:n], "big")).to_bytes(n, "big")


def cipher(pure):
    if not pure:
        try:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
            return AESGCM
        except ImportError:
            pass
    return PlainAesGcm


# ---------------------------------------------------------------- keys

def expand(prk, info, length):
    """HKDF-Expand of RFC 5869 over SHA-384."""
    out, block, count = b"", b"", 1
    while len(out) < length:
        block = hmac.new(prk, block + info + bytes([count]), hashlib.sha384).digest()
        out, count = out + block, count + 1
    return out[:length]


def read_secrets(path):
    """(session, epoch) -> link secret. Both ends may have written; they must agree."""
    links = {}
    with open(path, encoding="ascii") as lines:
        for line in lines:
            _peer, session, epoch, _mode, _key_id, link = line.split()
            name = (session.replace("-", "").lower(), int(epoch))
            if links.setdefault(name, bytes.fromhex(link)) != bytes.fromhex(link):
                raise Fault(f"two ends have different secrets for epoch {epoch}")
    return links


# ---------------------------------------------------------------- frames

def frames(data):
    at = 0
    while at < len(data):
        if len(data) - at < HEADER:
            raise Fault(f"half a header at byte {at}")
        version, kind, flags, epoch, seq, stream, length = struct.unpack_from(">BBHIQII", data, at)
        if version != 1 or flags != 0 or not TAG <= length <= MAX_BODY:
            raise Fault(f"no QGW/1 header at byte {at}")
        if len(data) - at < HEADER + length:
            raise Fault(f"half a record at byte {at}")
        yield at, kind, epoch, seq, stream, data[at:at + HEADER], data[at + HEADER:at + HEADER + length]
        at += HEADER + length


class Carrier:
    def __init__(self, links, ends, aead):
        self.links, self.ends, self.aead = links, sorted(e.encode() for e in ends), aead

    def set_up(self, opening, answer):
        _, kind, epoch, seq, stream, header, body = opening
        if (kind, seq, stream) != (OPEN, 0, 0) or len(body) < 65 + 2 + TAG:
            raise Fault("the first frame of the opener is no OPEN")
        name_bytes = body[64]
        clear, sealed = body[:65 + name_bytes], body[65 + name_bytes:]
        opener = clear[65:]
        if opener not in self.ends:
            raise Fault(f"OPEN is from {opener!r}, none of the two ends")
        self.session = clear[:16].hex()
        self.names = bytes([self.ends.index(opener)]) + clear[16:64]
        self.service = self.once(b"qgw1 open", epoch, header + clear, sealed, "OPEN").decode("ascii")
        _, kind, answered, seq, stream, header, body = answer
        if (kind, seq, stream, answered) != (ACCEPT, 0, 0, epoch):
            raise Fault("the first frame of the acceptor is no ACCEPT under the same epoch")
        self.rand_s = self.once(b"qgw1 answer", epoch, header, body, "ACCEPT")
        if len(self.rand_s) != 32:
            raise Fault("rand_s has a wrong length")
        self.first_epoch = epoch

    def link(self, epoch):
        if (self.session, epoch) not in self.links:
            raise Fault(f"there is no secret of epoch {epoch} of session {self.session}")
        return self.links[self.session, epoch]

    def once(self, label, epoch, associated, sealed, what):
        both = expand(self.link(epoch), label + self.names, 44)
        return self.open(self.aead(both[:32]), both[32:], 0, sealed, associated, what)

    @staticmethod
    def open(aes, iv, seq, sealed, associated, what):
        nonce = (int.from_bytes(iv, "big") ^ seq).to_bytes(12, "big")
        try:
            return bytes(aes.decrypt(nonce, sealed, associated))
        except Exception as e:  # the two implementations raise different ones
            raise Fault(f"{what} does not verify") from e

    def direction(self, word, records, out):
        """Verifies all records of one direction, and writes its plain bytes to out."""
        found = {"records": 0, "bytes": 0, "epochs": [], "types": {}, "fin": False}
        digest, info = hashlib.sha256(), self.names + self.rand_s
        epoch, expected, aes, iv = self.first_epoch - 1, 0, None, b""
        for at, kind, named, seq, stream, header, body in records:
            what = f"{word} record at byte {at} (epoch {named}, sequence {seq})"
            if found["fin"]:
                raise Fault(f"{what} comes after FIN")
            if stream != 1 or kind not in NAMES:
                raise Fault(f"{what} has type {kind} and stream {stream}")
            if named < max(epoch, self.first_epoch):
                raise Fault(f"{what} goes back to an older epoch")
            if named > epoch:
                link = self.link(named)
                aes = self.aead(expand(link, b"qgw1 key " + word.encode() + info, 32))
                iv = expand(link, b"qgw1 iv  " + word.encode() + info, 12)
                epoch, expected = named, 0
                found["epochs"].append(named)
            if seq != expected:
                raise Fault(f"{what} should have sequence {expected}")
            plain = self.open(aes, iv, seq, body, header, what)
            expected += 1
            found["records"] += 1
            found["types"][NAMES[kind]] = found["types"].get(NAMES[kind], 0) + 1
            if kind == DATA:
                found["bytes"] += len(plain)
                digest.update(plain)
                if out:
                    out.write(plain)
            elif kind in (FIN, PING, PONG, START) and plain:
                raise Fault(f"{what} should have no body")
            elif kind == FIN:
                found["fin"] = True
            elif kind == RESET:
                raise Fault(f"{what} is a RESET with reason {plain.hex()}")
        found["sha256"] = digest.hexdigest()
        return found


def check(arguments):
    aead = cipher(arguments.pure)
    carrier = Carrier(read_secrets(arguments.secrets), arguments.ends, aead)
    with open(arguments.c2s, "rb") as c2s, open(arguments.s2c, "rb") as s2c:
        there, back = frames(c2s.read()), frames(s2c.read())
    carrier.set_up(*(next(way, (0,) * 5 + (b"", b"")) for way in (there, back)))
    found = {"session": carrier.session, "service": carrier.service, "cipher": aead.__name__}
    for word, records, path in (("c2s", there, arguments.plain_c2s), ("s2c", back, arguments.plain_s2c)):
        if path:
            with open(path, "wb") as out:
                found[word] = carrier.direction(word, records, out)
        else:
            found[word] = carrier.direction(word, records, None)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--secrets", required=True, help="link secrets of the epochs")
    parser.add_argument("--ends", required=True, nargs=2, metavar="SAE", help="both SAE ids")
    parser.add_argument("--c2s", required=True, help="bytes from opener to acceptor")
    parser.add_argument("--s2c", required=True, help="bytes from acceptor to opener")
    parser.add_argument("--plain-c2s", help="write the decrypted bytes here")
    parser.add_argument("--plain-s2c", help="write the decrypted bytes here")
    parser.add_argument("--pure", action="store_true", help="use the AES-GCM of this file")
    try:
        found = check(parser.parse_args())
    except (Fault, OSError, ValueError) as e:
        print(f"FAULT: {e}", file=sys.stderr)
        return 1
    print(json.dumps(found, indent=1))
    return 0 if found["c2s"]["fin"] and found["s2c"]["fin"] else 2


if __name__ == "__main__":
    sys.exit(main())
