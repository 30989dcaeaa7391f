"""Makes the vectors of the sealed format's newest version: once, when it is released. They are never made anew.

`python tests/sealing/make_vectors.py` prints them; each is one sealed text or wrapped key with at most one defect.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from plc_tui import sealing
from plc_tui.sealing import PASSPHRASE, RECOVERY, Context, Key

KEY, OTHER = Key(bytes(range(8)), bytes(range(32))), Key(bytes(range(8)), bytes(range(1, 33)))
PLACE = Context("m7k2", "n4zq", 3)
WORDS = {"empty": b"", "short": b"I wait three seconds.", "at the edge": b"x" * 1023, "past it": b"y" * 1024}
SECRET, CODE = "a bicycle made of rain", "0A1B-2C3D-4E5F-6G7H-8J9K-AMBN-CPDQ-ERFS"


def sealed_vectors() -> Iterator[dict[str, Any]]:
    """Yield sealed texts: some that open, and one defect after another."""
    for name, words in WORDS.items():
        yield _sealed(f"good: {name}", KEY.seal(PLACE, words), opens=words.hex())
    good = KEY.seal(PLACE, WORDS["short"])
    for name, at in {
        "first letter of its name": 0,
        "last letter of its name": 3,
        "version": 4,
        "key id, first byte": 5,
        "key id, last byte": 12,
        "nonce, first byte": 13,
        "nonce, last byte": 36,
        "ciphertext, first byte": 37,
        "ciphertext, a byte of the padding": 600,
        "tag, first byte": len(good) - 16,
        "tag, last byte": len(good) - 1,
    }.items():
        yield _sealed(f"one bit turned: {name}", _turned(good, at))
    for length in (0, 4, 5, 12, 13, 36, 37, 52, 53, len(good) - 16, len(good) - 1):
        yield _sealed(f"cut to {length} bytes", good[:length])
    yield _sealed("a byte too many", good + b"\x00")
    yield _sealed("a byte before it", b"\x00" + good)
    yield _sealed("two bytes in each other's place", good[:50] + good[51:52] + good[50:51] + good[52:])
    for name, place in {
        "another owner": Context("m7k3", "n4zq", 3),
        "another note": Context("m7k2", "n4zr", 3),
        "an earlier revision": Context("m7k2", "n4zq", 2),
        "a later revision": Context("m7k2", "n4zq", 4),
        "owner and note swapped": Context("n4zq", "m7k2", 3),
        "the boundary between them moved": Context("m7k2n", "4zq", 3),
        "a draft of the note": Context("m7k2", "draft note:n4zq", 0),
    }.items():
        yield _sealed(f"read as: {name}", good) | {
            "owner": place.owner,
            "thing": place.thing,
            "revision": place.revision,
        }
    yield _sealed("another key of the same name", OTHER.seal(PLACE, WORDS["short"]))
    yield _sealed("a wrapped key in its place", sealing.wrap(KEY, PASSPHRASE, b"x", "m7k2", passes=1, kibibytes=8))


def wrapped_vectors() -> Iterator[dict[str, Any]]:
    """Yield wrapped keys, as above."""
    secret, code = sealing.passphrase_bytes(SECRET), sealing.code_bytes(CODE)
    yield _wrapped("good: as it is shipped", sealing.wrap(KEY, PASSPHRASE, secret, "m7k2"), opens=True)
    good = sealing.wrap(KEY, PASSPHRASE, secret, "m7k2", passes=1, kibibytes=8)
    by_code = sealing.wrap(KEY, RECOVERY, code, "m7k2", passes=1, kibibytes=8)
    yield _wrapped("good: by passphrase", good, opens=True)
    yield _wrapped("good: by recovery code", by_code, opens=True) | {"door": RECOVERY, "secret": code.hex()}
    for name, at in {
        "name": 0,
        "version": 4,
        "key id": 5,
        "door": 13,
        "passes": 17,
        "memory": 21,
        "salt, first byte": 22,
        "salt, last byte": 37,
        "nonce": 38,
        "ciphertext": 62,
        "tag": len(good) - 1,
    }.items():
        yield _wrapped(f"one bit turned: {name}", _turned(good, at))
    for length in (0, 13, 22, 38, 61, 62, len(good) - 1):
        yield _wrapped(f"cut to {length} bytes", good[:length])
    yield _wrapped("a byte too many", good + b"\x00")
    yield _wrapped("a wrong passphrase", good) | {"secret": sealing.passphrase_bytes(SECRET + ".").hex()}
    yield _wrapped("an empty passphrase", good) | {"secret": ""}
    yield _wrapped("somebody else's", good) | {"owner": "m7k3"}
    yield _wrapped("the passphrase at the other door", good) | {"door": RECOVERY}
    yield _wrapped("the code at the other door", by_code) | {"secret": code.hex()}
    yield _wrapped("no passes", good[:14] + bytes(4) + good[18:])
    yield _wrapped("passes without end", good[:14] + b"\xff\xff\xff\xff" + good[18:])
    yield _wrapped("all the memory there is", good[:18] + b"\xff\xff\xff\xff" + good[22:])
    yield _wrapped("a sealed text in its place", KEY.seal(PLACE, KEY.secret))


def _sealed(name: str, sealed: bytes, opens: str | None = None) -> dict[str, Any]:
    place = {"owner": PLACE.owner, "thing": PLACE.thing, "revision": PLACE.revision}
    return {"name": name, **place, "sealed": sealed.hex(), "opens": opens}


def _wrapped(name: str, wrapped: bytes, *, opens: bool = False) -> dict[str, Any]:
    secret = sealing.passphrase_bytes(SECRET).hex()
    return {
        "name": name,
        "owner": "m7k2",
        "door": PASSPHRASE,
        "secret": secret,
        "wrapped": wrapped.hex(),
        "opens": opens,
    }


def _turned(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


if __name__ == "__main__":
    vectors = {
        "version": sealing.VERSION,
        "key": {"id": KEY.id.hex(), "secret": KEY.secret.hex()},
        "sealed": list(sealed_vectors()),
        "wrapped": list(wrapped_vectors()),
    }
    print(json.dumps(vectors, indent=1))
