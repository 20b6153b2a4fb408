"""Latin keys by which a Chinese name is found: initials and full pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from pypinyin import Style, lazy_pinyin


def pinyin_keys(names: Sequence[str]) -> tuple[str, ...]:
    """Return the initials and the full pinyin of each name, lower case, each key once, in order.

    Characters that have no reading stay as they are; white space goes.

    Examples
    --------
    >>> pinyin_keys(["青山镇"])
    ('qsz', 'qingshanzhen')
    """
    keys: dict[str, None] = {}
    for name in names:
        for style in (Style.FIRST_LETTER, Style.NORMAL):
            key = "".join("".join(lazy_pinyin(name, style=style)).lower().split())
            if key and key != name.lower():
                keys.setdefault(key)
    return tuple(keys)
