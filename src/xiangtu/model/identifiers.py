"""Ids of entities, made here and nowhere else.

An id is the type in lower case, a colon, and the parts of the name path joined by ``-``:
``township:340602-石台镇``, ``village:340602-石台镇-学田村``. The first part is the scope (a GB/T 2260
county code where one is known), so an id never depends on what other pages name.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

SEPARATOR = "-"


def entity_id(entity_type: str, *parts: str) -> str:
    """Return the id of an entity.

    Parameters
    ----------
    entity_type:
        A type of the vocabulary (``"Township"``).
    parts:
        Scope first, name last. Characters other than letters, digits and ``_`` are percent-encoded, so
        that different parts never give one id and the id is a valid local name in Turtle.

    Examples
    --------
    >>> entity_id("Township", "340602", "石台镇")
    'township:340602-石台镇'
    >>> entity_id("Programme", "340602", "党建+网格")
    'programme:340602-党建%2B网格'
    """
    return f"{entity_type.lower()}:{SEPARATOR.join(_encode(part) for part in parts)}"


def id_parts(identifier: str) -> Sequence[str]:
    """Return the parts that `entity_id` joined, decoded.

    >>> id_parts("programme:340602-党建%2B网格")
    ['340602', '党建+网格']
    """
    return [unquote(part) for part in identifier.partition(":")[2].split(SEPARATOR)]


def _encode(part: str) -> str:
    return "".join(
        char
        if _is_name_character(char)
        else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        for char in part
    )


def _is_name_character(char: str) -> bool:
    """Whether a character may stand unescaped in a Turtle local name: ASCII alphanumerics, _, CJK."""
    if char.isascii():
        return char.isalnum() or char == "_"
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or 0x20000 <= ord(char) <= 0x323AF
