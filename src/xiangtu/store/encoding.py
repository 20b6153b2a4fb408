"""A page's result as bytes and back: compressed JSON, typed by the records themselves."""

from __future__ import annotations

import json
import zlib
from functools import cache

from cattrs.preconf.json import JsonConverter, make_converter

from xiangtu.model import PageResult, Span


@cache
def _converter() -> JsonConverter:
    converter = make_converter()
    converter.register_unstructure_hook(frozenset, sorted)
    converter.register_structure_hook(Span, lambda value, _: Span(*value))
    return converter


def encode_result(result: PageResult) -> bytes:
    """Return the bytes that `decode_result` turns back into an equal result."""
    data = _converter().unstructure(result)
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), level=1)


def decode_result(data: bytes) -> PageResult:
    """Return the result that `encode_result` was given.

    Raises
    ------
    ValueError
        Where the bytes are damaged.
    """
    try:
        return _converter().structure(json.loads(zlib.decompress(data)), PageResult)
    except (zlib.error, ValueError, KeyError, TypeError, ExceptionGroup) as error:
        raise ValueError(f"a stored page is damaged: {error}") from error
