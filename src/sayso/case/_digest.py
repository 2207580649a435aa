"""Digests that tell the same words apart from their dress: case, punctuation and white space do not count."""

from __future__ import annotations

import hashlib
import re

_WORD = re.compile(r"[^\W_]+")
_FEWEST = 5
"""Words below which the same words mean little: many people say "We will win"."""


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def folded_digest(words: str) -> str | None:
    """A digest of the words alone; None where they are too few to tell one saying from another."""
    found = _WORD.findall(words.casefold())
    return sha256(" ".join(found).encode("utf-8", "surrogatepass"))[:32] if len(found) >= _FEWEST else None


def body_digest(text: str, title: str | None) -> str:
    """A digest of a text without its title, without regard to white space."""
    body = text.lstrip()
    if title and body.startswith(title):
        body = body[len(title) :]
    return sha256(" ".join(body.split()).encode("utf-8", "surrogatepass"))[:32]
