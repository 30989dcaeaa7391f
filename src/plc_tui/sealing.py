"""Seals words so that only their writer can open them: the one module that knows cryptography.

All of it is libsodium's, through PyNaCl: Argon2id (RFC 9106) makes a key of a passphrase, and XChaCha20-Poly1305
(draft-irtf-cfrg-xchacha-03) seals. Nothing here is our own but the order of the bytes:

    sealed   "plcS" version(1) key id(8) nonce(24) ciphertext       associated data: the first 13 bytes, the context
    wrapped  "plcW" version(1) key id(8) door(1) passes(4) KiB(4) salt(16) nonce(24) ciphertext
                                                                    associated data: all before the nonce, the owner

Numbers are big-endian. What is sealed is padded to the next power of two from 1 KiB (ISO/IEC 7816-4 padding), so that
its length shows only a size class. A format that has been released is never changed: a new one gets the next version,
and the vectors under `tests/sealing/` are kept for ever.
"""

from __future__ import annotations

import secrets
import struct
import unicodedata
from dataclasses import dataclass, field

import nacl.bindings as sodium
from nacl.exceptions import CryptoError

VERSION = 1
_SEALED, _WRAPPED = b"plcS" + bytes([VERSION]), b"plcW" + bytes([VERSION])
_ID, _NONCE, _SALT, _KEY = 8, sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, 16, 32
_SMALLEST = 1024
_DOOR = struct.Struct(">BII")

#: Argon2id: 64 MiB and three passes, some 80 ms. Both are written beside the wrapped key, so they can grow.
PASSES, KIBIBYTES = 3, 64 * 1024
#: More than these is not ours but somebody's attempt to make opening take for ever.
_MOST_PASSES, _MOST_KIBIBYTES = 16, 1024 * 1024

PASSPHRASE, RECOVERY = 1, 2
"""Which secret a key is wrapped with."""

#: Crockford's base 32: no I, L, O or U to be misread.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_CODE_LETTERS = 32


class CannotOpen(Exception):
    """What was sealed cannot be opened: another key, another place, or damaged. Which of them, nobody can tell."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sealed text is bound to: it opens nowhere else."""

    owner: str
    thing: str
    revision: int

    def bytes(self) -> bytes:
        """Return it without two contexts ever being the same bytes."""
        parts = [self.owner.encode(), self.thing.encode()]
        return b"".join(struct.pack(">I", len(part)) + part for part in parts) + struct.pack(">Q", self.revision)


@dataclass(frozen=True, slots=True)
class Key:
    """An account key: 32 random bytes, and a random name by which what it sealed is known."""

    id: bytes
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Key:
        """Return a new key."""
        return cls(secrets.token_bytes(_ID), secrets.token_bytes(_KEY))

    def seal(self, context: Context, data: bytes) -> bytes:
        """Return `data` sealed for one place."""
        head, nonce = _SEALED + self.id, secrets.token_bytes(_NONCE)
        return head + nonce + _encrypt(_padded(data), head + context.bytes(), nonce, self.secret)

    def open(self, context: Context, sealed: bytes) -> bytes:
        """Return what was sealed. Raises CannotOpen."""
        head, rest = sealed[: len(_SEALED) + _ID], sealed[len(_SEALED) + _ID :]
        if head != _SEALED + self.id:
            raise CannotOpen
        padded = _decrypt(rest[_NONCE:], head + context.bytes(), rest[:_NONCE], self.secret)
        if len(padded) < _SMALLEST or len(padded) & (len(padded) - 1):
            raise CannotOpen
        try:
            return bytes(sodium.sodium_unpad(padded, len(padded)))
        except (CryptoError, ValueError):
            raise CannotOpen from None


def wrap(key: Key, door: int, secret: bytes, owner: str, *, passes: int = PASSES, kibibytes: int = KIBIBYTES) -> bytes:
    """Return a key sealed with a passphrase or a recovery code, for its owner."""
    head = _WRAPPED + key.id + _DOOR.pack(door, passes, kibibytes) + secrets.token_bytes(_SALT)
    nonce = secrets.token_bytes(_NONCE)
    made = _stretched(secret, head[-_SALT:], passes, kibibytes)
    return head + nonce + _encrypt(key.secret, head + owner.encode(), nonce, made)


def unwrap(wrapped: bytes, door: int, secret: bytes, owner: str) -> Key:
    """Return the key that was wrapped. Raises CannotOpen: a wrong secret, somebody else's key, or damage."""
    named = len(_WRAPPED) + _ID
    length = named + _DOOR.size + _SALT
    head, nonce, rest = wrapped[:length], wrapped[length : length + _NONCE], wrapped[length + _NONCE :]
    if len(head) != length or not head.startswith(_WRAPPED):
        raise CannotOpen
    which, passes, kibibytes = _DOOR.unpack_from(head, named)
    if which != door or not 1 <= passes <= _MOST_PASSES or not 8 <= kibibytes <= _MOST_KIBIBYTES:
        raise CannotOpen
    made = _stretched(secret, head[-_SALT:], passes, kibibytes)
    found = _decrypt(rest, head + owner.encode(), nonce, made)
    if len(found) != _KEY:
        raise CannotOpen
    return Key(head[len(_WRAPPED) : named], found)


def key_id(blob: bytes) -> bytes:
    """Return which key sealed a text, or which key is wrapped."""
    return blob[len(_SEALED) : len(_SEALED) + _ID]


def passphrase_bytes(typed: str) -> bytes:
    """Return a passphrase as bytes: the same whatever keyboard composed its accents (NFKC)."""
    return unicodedata.normalize("NFKC", typed).strip().encode()


def new_code() -> str:
    """Return a new recovery code of 160 random bits, in groups to be written down."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LETTERS))
    return "-".join(letters[at : at + 4] for at in range(0, _CODE_LETTERS, 4))


def code_bytes(typed: str) -> bytes:
    """Return a recovery code as bytes, however it was typed: small letters, spaces, an O for a zero."""
    return "".join(c for c in typed.upper().translate(_MISREAD) if c in _LETTERS).encode()


def _stretched(secret: bytes, salt: bytes, passes: int, kibibytes: int) -> bytes:
    return bytes(
        sodium.crypto_pwhash_alg(_KEY, secret, salt, passes, kibibytes * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)
    )


def _padded(data: bytes) -> bytes:
    size = _SMALLEST
    while size <= len(data):  # at least one byte of padding
        size *= 2
    return bytes(sodium.sodium_pad(data, size))


def _encrypt(data: bytes, about: bytes, nonce: bytes, secret: bytes) -> bytes:
    return bytes(sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(data, about, nonce, secret))


def _decrypt(data: bytes, about: bytes, nonce: bytes, secret: bytes) -> bytes:
    try:
        return bytes(sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(data, about, nonce, secret))
    except (CryptoError, ValueError, TypeError):
        raise CannotOpen from None
