"""Bytes of a page to its text: UTF-8, UTF-16, UTF-32 or GB18030, told apart without guessing a language.

The ladder is short on purpose. UTF-8 is self-checking and a byte order mark is decisive; what is neither is
GB18030, the only other encoding that Chinese newspaper texts come in, if what it decodes to looks like
Chinese text. Anything else is refused: a wrong guess would put noise into the graph.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

MAXIMUM_BYTES = 8 * 1024 * 1024
"""A page is refused above this size: the longest newspaper pages have some 60 kB."""

PLAUSIBLE_SHARE = 0.97
"""Share of characters that must be common in Chinese text for bytes to be taken as GB18030 or bare UTF-16."""

TOLERATED_CONTROLS = 4
"""So many control characters are noise of a text, not the mark of a binary file."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

COMMON_BLOCKS = (
    ("\u2000", "\u206f"),  # general punctuation: “ ” — …
    ("\u2100", "\u27bf"),  # letterlike, arrows, enclosed, geometric: № ① ■ □
    ("\u3000", "\u303f"),  # CJK punctuation
    ("\u4e00", "\u9fff"),  # CJK unified ideographs
    ("\uff00", "\uffef"),  # full-width forms
)


class UnreadableText(ValueError):
    """The bytes are no text that this program reads; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded page: its text (no BOM, LF line ends), the encoding, and a warning or ``""``."""

    text: str
    encoding: str
    warning: str = ""


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a page.

    Parameters
    ----------
    data:
        The whole file.

    Raises
    ------
    UnreadableText
        Where the file is too large, binary, or in an encoding other than UTF-8, UTF-16, UTF-32 and GB18030.

    Examples
    --------
    >>> decode("﻿山东\\r\\n".encode()).text
    '山东\\n'
    >>> decode("近日，莒县召开会议。".encode("gb18030")).encoding
    'gb18030'
    """
    if len(data) > MAXIMUM_BYTES:
        raise UnreadableText(
            f"has {len(data) / 1024 / 1024:.0f} MB, more than a page's {MAXIMUM_BYTES // 1024 // 1024} MB: "
            "split it into one file a page"
        )
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    for attempt in (_as_utf8, _as_bare_utf16, _as_gb18030):
        found = attempt(data)
        if found is not None:
            return found
    raise UnreadableText("is binary or in an unknown encoding: save it as UTF-8 text")


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return _checked(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        if _is_cut_at_the_end(error, data):
            return _cut(data[: error.start].decode(encoding), encoding)
        raise UnreadableText(
            f"has a byte order mark of {encoding} but is damaged at byte {error.start}: save it as UTF-8 text"
        ) from None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start > 0 and _is_cut_at_the_end(error, data):
            head = data[: error.start].decode("utf-8")
            if not head.isascii():
                return _cut(head, "utf-8")
        return None


def _as_bare_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: its line feeds and ASCII characters have a zero byte on one side."""
    if len(data) % 2 or b"\x00" not in data:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_chinese(text):
            return _checked(text, encoding)
    return None


def _as_gb18030(data: bytes) -> Decoded | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if not (error.start > 0 and _is_cut_at_the_end(error, data)):
            return None
        text = data[: error.start].decode("gb18030")
        return _cut(text, "gb18030") if _looks_chinese(text) else None
    return _checked(text, "gb18030") if _looks_chinese(text) else None


def _is_cut_at_the_end(error: UnicodeDecodeError, data: bytes) -> bool:
    return error.reason in {"unexpected end of data", "truncated data", "incomplete multibyte sequence"} and (
        error.end >= len(data)
    )


def _cut(text: str, encoding: str) -> Decoded:
    return Decoded(
        _normalised(text), encoding, "breaks off inside its last character: the copy may be incomplete"
    )


def _checked(text: str, encoding: str) -> Decoded:
    """Refuse text full of control characters: a binary file that happens to decode."""
    controls = sum(unicodedata.category(char) == "Cc" and char not in "\t\n\r\f" for char in text)
    if "\0" in text or controls > max(TOLERATED_CONTROLS, len(text) // 100):
        raise UnreadableText("is binary, not text: give the text that OCR made of it")
    return Decoded(_normalised(text), encoding)


def _normalised(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _looks_chinese(text: str) -> bool:
    if not text:
        return False
    plausible = sum(
        char.isprintable() if char.isascii() else any(first <= char <= last for first, last in COMMON_BLOCKS)
        for char in text
        if not char.isspace()
    )
    solid = sum(not char.isspace() for char in text)
    return plausible >= PLAUSIBLE_SHARE * solid
