"""The sealed format: vectors kept for ever, and what must be true of every sealed text."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plc_tui import sealing
from plc_tui.sealing import PASSPHRASE, CannotOpen, Context, Key, unwrap

FILES = sorted(Path(__file__).parent.glob("vectors-*.json"))
VECTORS = [json.loads(path.read_text()) for path in FILES]
SEALED = [(found, vector) for found in VECTORS for vector in found["sealed"]]
WRAPPED = [(found, vector) for found in VECTORS for vector in found["wrapped"]]


def _key(found: dict[str, Any]) -> Key:
    return Key(bytes.fromhex(found["key"]["id"]), bytes.fromhex(found["key"]["secret"]))


def test_every_released_version_has_its_vectors() -> None:
    assert [found["version"] for found in VECTORS] == list(range(1, sealing.VERSION + 1))
    assert sum(vector["opens"] is None for _, vector in SEALED) >= 30
    assert sum(not vector["opens"] for _, vector in WRAPPED) >= 20


@pytest.mark.parametrize(("found", "vector"), SEALED, ids=[vector["name"] for _, vector in SEALED])
def test_a_sealed_text_opens_whole_and_in_its_place_or_not_at_all(
    found: dict[str, Any], vector: dict[str, Any]
) -> None:
    place = Context(vector["owner"], vector["thing"], vector["revision"])
    sealed = bytes.fromhex(vector["sealed"])
    if vector["opens"] is None:
        with pytest.raises(CannotOpen):
            _key(found).open(place, sealed)
    else:
        assert _key(found).open(place, sealed) == bytes.fromhex(vector["opens"])


@pytest.mark.parametrize(("found", "vector"), WRAPPED, ids=[vector["name"] for _, vector in WRAPPED])
def test_a_wrapped_key_is_given_to_its_secret_and_owner_or_to_nobody(
    found: dict[str, Any], vector: dict[str, Any]
) -> None:
    args = (bytes.fromhex(vector["wrapped"]), vector["door"], bytes.fromhex(vector["secret"]), vector["owner"])
    if vector["opens"]:
        assert unwrap(*args) == _key(found)
    else:
        with pytest.raises(CannotOpen):
            unwrap(*args)


@settings(max_examples=60)
@given(st.binary(max_size=5000), st.text(max_size=20), st.text(max_size=20), st.integers(0, 2**64 - 1))
def test_whatever_is_sealed_comes_back_and_shows_only_a_size_class(
    data: bytes, owner: str, thing: str, revision: int
) -> None:
    key, place = Key.new(), Context(owner, thing, revision)
    sealed = key.seal(place, data)
    assert key.open(place, sealed) == data
    size = len(sealed) - 13 - 24 - 16
    assert size >= 1024
    assert size & (size - 1) == 0
    assert len(data) < size
    assert len(data) < 8 or data not in sealed


@given(st.tuples(st.text(max_size=6), st.text(max_size=6)), st.tuples(st.text(max_size=6), st.text(max_size=6)))
def test_two_places_are_never_the_same_bytes(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (Context(*one, 0).bytes() == Context(*other, 0).bytes()) == (one == other)


def test_nothing_is_ever_sealed_the_same_way_twice() -> None:
    key, place = Key.new(), Context("m", "n", 1)
    assert len({key.seal(place, b"the same words") for _ in range(50)}) == 50
    assert len({Key.new().secret for _ in range(50)}) == 50


def test_a_key_does_not_show_itself() -> None:
    key = Key(bytes(8), bytes(range(32)))
    assert "secret" not in repr(key)
    assert "\\x01\\x02\\x03" not in repr(key)


def test_what_is_shipped_costs_a_guesser_64_mebibytes_and_three_passes() -> None:
    shipped = SimpleNamespace(**runpy.run_path(sealing.__file__))  # as no test has made it cheaper
    assert (shipped.PASSES, shipped.KIBIBYTES) == (3, 65536)
    head = shipped.wrap(shipped.Key.new(), PASSPHRASE, b"secret", "m")[13:22]
    assert head == b"\x01" + (3).to_bytes(4, "big") + (65536).to_bytes(4, "big")


def test_a_recovery_code_is_read_however_it_was_written_down() -> None:
    code = sealing.new_code()
    assert len(code.replace("-", "")) == 32
    for typed in (code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} ", code.replace("0", "O")):
        assert sealing.code_bytes(typed) == sealing.code_bytes(code)
    assert sealing.code_bytes("iLo1") == b"1101"
    assert len({sealing.new_code() for _ in range(50)}) == 50


def test_a_passphrase_is_the_same_on_every_keyboard() -> None:
    composed, apart = "café au lait ﬁn", "café au lait fin"
    assert sealing.passphrase_bytes(composed) == sealing.passphrase_bytes(apart + " ")
