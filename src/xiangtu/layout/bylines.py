"""Who signed: bylines parsed into names and roles.

A byline is read as a row of words that say a role, names, separators and bodies. Words of a role stand before
their names (``记者 某某``) or behind them (``某某 摄``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from xiangtu.layout.lines import BULLETS, HAN
from xiangtu.layout.marks import (
    EDITOR,
    byline_words,
    minority_name_parts,
    region_names,
    surname_rarity,
    words,
)
from xiangtu.model.records import Byline

LONGEST = 120
"""No byline has more characters than this."""

SHORTEST_MINORITY_NAME, LONGEST_MINORITY_NAME = 3, 8
"""Characters of a minority's name that is printed without an interpunct."""

_DOTS = "·•・‧"
_NAME = rf"(?!丨)[{HAN}]"
# One token of a byline: "王小明", "阿依古丽·买买提", ":", "/", " ". Not: digits, 《》, “”.
_TOKEN = re.compile(
    rf"(?P<name>(?:{_NAME})+(?:[{_DOTS}](?:{_NAME})+)*)"
    rf"|(?P<colon>[:：])|(?P<slash>[/／_|｜丨])"
    rf"|(?P<space>\s+)|(?P<mark>[、,，;；&＆()（）\[\]【】〔〕▲△▼*—\-－+{_DOTS}{BULLETS}\u200b]+)"
)
# The white space at a line's end.
_BREAK = re.compile(r"[^\S\n]*\n\s*")
# Characters that no name of four has: 今年以来, 走进乡村.
_NO_NAME = re.compile(r"[年月日的了在是来到进为与及从被把让对将各每这那有个们系]")

# Characters that a name printed without a role has not: 红了脸. (王春来, 梅月 are names.)
_FUNCTION_WORD = re.compile(r"[了的在是也们就都]")

_ROLES_OF_TEXT = ("reporter", "correspondent", "intern")


class Token(NamedTuple):
    """A stretch of a byline: its kind, its text and its page offsets.

    Kinds: ``name`` (any other run of characters), ``role``, ``pair`` (文/图), ``editor``, ``newsroom``,
    ``colon``, ``slash``, ``space``, ``mark``.
    """

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signature:
    """A stretch of the page that is a byline and nothing else.

    `is_credit` is whether it credits a picture and no text; `is_marked` whether a word or a bullet says
    that it is a byline (bare names alone are a weaker sign); `names_editors` whether it names only editors.
    `last_role` is the role that names on a next line would have. `of_text`: the bylines with the roles that
    摄影报道 behind them overrides (``记者 某某 摄影报道``), where it does.
    """

    bylines: tuple[Byline, ...]
    start: int
    end: int
    is_credit: bool = False
    is_marked: bool = True
    names_editors: bool = False
    last_role: str = ""
    of_text: tuple[Byline, ...] = ()

    @property
    def at_head(self) -> Signature:
        """The signature as it counts at the head of a text: reporters who took the pictures too wrote it."""
        return replace(self, bylines=self.of_text, is_credit=False) if self.of_text else self


def parse_signature(text: str, start: int, end: int) -> Signature | None:
    """Read `text[start:end]` as a byline; None where anything in it is none.

    >>> signature = parse_signature("■ 记者 王小明 通讯员 欧阳海", 0, 16)
    >>> [(b.name, b.role, b.start) for b in signature.bylines]
    [('王小明', 'reporter', 5), ('欧阳海', 'correspondent', 13)]
    """
    whole = _parse(text, start, end)
    if end - start > LONGEST or "\n" not in text[start:end].strip():
        return whole
    if whole is not None and _names_people(whole):
        return whole
    joined = _parse_joined(text, start, end)
    return joined if joined is not None and _names_people(joined) else whole


def _names_people(signature: Signature) -> bool:
    return all(looks_like_name(b.name) or not b.is_person for b in signature.bylines)


def _parse_joined(text: str, start: int, end: int) -> Signature | None:
    """Read a byline whose lines a column's end cuts inside a word or a name, as if they were one."""
    breaks = {start + at for found in _BREAK.finditer(text[start:end]) for at in range(*found.span())}
    kept = [offset for offset in range(start, end) if offset not in breaks]
    signature = _parse("".join(text[offset] for offset in kept), 0, len(kept))
    if signature is None:
        return None
    bylines = tuple(
        replace(byline, start=kept[byline.start], end=kept[byline.end - 1] + 1)
        for byline in signature.bylines
    )
    return replace(signature, bylines=bylines, start=start, end=end, of_text=())


def _parse(text: str, start: int, end: int) -> Signature | None:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "。."):
        end -= 1
    if not 0 < end - start <= LONGEST:
        return None
    tokens = _tokens(text, start, end)
    if tokens is None:
        return None
    reader = _Reader(tokens, text[start:end].lstrip()[:1] in tuple(BULLETS))
    return reader.read(start, end)


def parse_fields(text: str, start: int, end: int) -> Signature | None:
    """Read the line under a web page's headline: fields such as ``来源：… 作者：王小明 时间：…``.

    None where the line is no row of fields. The signature may name nobody.

    >>> [b.name for b in parse_fields("来源：山城网 作者：王小明 阅读：12", 0, 19).bylines]
    ['王小明']
    """
    while start < end and text[start] in _OPENING_BRACKETS:
        start += 1
    while end > start and text[end - 1] in _CLOSING_BRACKETS:
        end -= 1
    keys = list(_field_pattern().finditer(text, start, end))
    if not keys or not _DATE_OR_SPACE.fullmatch(text, start, keys[0].start()):
        return None
    found: list[Byline] = []
    for index, key in enumerate(keys):
        stop = keys[index + 1].start() if index + 1 < len(keys) else end
        if byline_words().get(key.group(1), EDITOR) == EDITOR:
            continue
        value = _FIELD_VALUE.match(text, key.end(), stop)
        signature = parse_signature(text, key.start(), value.end() if value else stop)
        if signature is not None:
            found.extend(signature.bylines)
    return Signature(tuple(found), start, end)


_OPENING_BRACKETS, _CLOSING_BRACKETS = "（(【[ ", "）)】] "
# Words up to a wide gap, a date or a number: "王小明 李四  2022-03-04" gives the names.
_FIELD_VALUE = re.compile(r"\s?[^\d\s]+(?:\s[^\d\s]+)*")
_DATE_OR_SPACE = re.compile(r"[\s\d:：./年月日|-]*(?:星期[一二三四五六日天])?[\s|]*")


@cache
def _field_pattern() -> re.Pattern[str]:
    names = {*words("fields", "names"), *(word for word in byline_words() if len(word) > 1)}
    listed = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![{HAN}])({listed})\s*[:：]\s*")


# ---- tokens ----------------------------------------------------------------------------------------------


def _tokens(text: str, start: int, end: int) -> list[Token] | None:
    tokens: list[Token] = []
    position = start
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            return None
        kind = match.lastgroup or "mark"
        if kind == "name":
            tokens.extend(_split_run(match.group(), position))
        else:
            tokens.append(Token(kind, match.group(), position, match.end()))
        position = match.end()
    return _join_slashed(_join_single_characters(tokens))


def _join_slashed(tokens: list[Token]) -> list[Token]:
    """Read ``文/图`` as one word: a role, a slash, a role."""
    joined: list[Token] = []
    for token in tokens:
        slashed = len(joined) >= 2 and token.kind == "role" and joined[-1].kind == "slash"
        if slashed and f"{joined[-2].text}/{token.text}" in words("bylines", "neutral"):
            first = joined[-2]
            joined[-2:] = [Token("pair", f"{first.text}/{token.text}", first.start, token.end)]
        else:
            joined.append(token)
    return joined


def _join_single_characters(tokens: list[Token]) -> list[Token]:
    """Join a name of two characters that is set with a space between: 王 伟."""
    joined: list[Token] = []
    for token in tokens:
        if token.kind == "name" and len(token.text) == 1 and _ends_in_surname(joined):
            first = joined[-2]
            joined[-2:] = [Token("name", first.text + token.text, first.start, token.end)]
        else:
            joined.append(token)
    return joined


def _ends_in_surname(tokens: list[Token]) -> bool:
    return (
        len(tokens) >= 2
        and tokens[-1].kind == "space"
        and tokens[-2].kind == "name"
        and tokens[-2].text in surname_rarity()
    )


@cache
def _word_pattern() -> re.Pattern[str]:
    ordered = sorted((w for w in byline_words() if len(w) > 1), key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) for word in ordered))


def _split_run(run: str, offset: int) -> Iterator[Token]:
    """Split a run of characters without a space into words of roles and names."""
    position = 0
    while position < len(run):
        found = _word_pattern().search(run, position)
        stop = found.start() if found else len(run)
        if stop > position:
            yield from _split_rest(run[position:stop], offset + position, found.group() if found else "")
        if found is None:
            return
        kind = EDITOR if byline_words()[found.group()] == EDITOR else "role"
        yield Token(kind, found.group(), offset + found.start(), offset + found.end())
        position = found.end()


def _split_rest(run: str, offset: int, word: str) -> Iterator[Token]:
    """Tokens of a run in which no word of a role stands; `word` is the one right behind it."""
    run = run.strip(_DOTS)
    if run in words("bylines", "single"):
        yield Token("role", run, offset, offset + len(run))
    elif word and (run.endswith(words("bylines", "newsrooms")) or _is_affiliation(run, word)):
        yield Token("newsroom", run, offset, offset + len(run))
    elif len(run) > 2 and run[-1] == "摄" and not word:
        yield Token("name", run[:-1], offset, offset + len(run) - 1)
        yield Token("role", "摄", offset + len(run) - 1, offset + len(run))
    else:
        yield Token("name", run, offset, offset + len(run))


def _is_affiliation(run: str, word: str) -> bool:
    """Whether a run right before a role is whom the person writes for: 某县委宣传部通讯员, 兰考报道."""
    if word in words("bylines", "neutral"):
        return run in region_names()
    if word in words("bylines", "pictures"):
        return False
    if word[:-2].endswith(words("bylines", "newsrooms")):
        return True
    names = split_names(run) if all(dot not in run for dot in _DOTS) else [run]
    return not all(looks_like_name(name) for name in names)


# ---- names -----------------------------------------------------------------------------------------------


def looks_like_name(text: str) -> bool:
    """Whether `text` has the form of a person's name with a known family name.

    >>> [looks_like_name(name) for name in ("王小明", "欧阳海", "阿依古丽·买买提", "综合执法")]
    [True, True, True, False]
    """
    if text in words("bylines", "others"):
        return False
    if any(dot in text for dot in _DOTS):
        return 4 <= len(text) <= 20
    if (text[:2] in surname_rarity() and len(text) in (3, 4)) or is_minority_name(text):
        return True
    return 2 <= len(text) <= 3 and text[0] in surname_rarity()


def is_minority_name(text: str) -> bool:
    """Whether a run of characters has the form of a minority's name printed without an interpunct.

    >>> is_minority_name("萨仁高娃"), is_minority_name("扎西多吉"), is_minority_name("王小明李四")
    (True, True, False)
    """
    if not SHORTEST_MINORITY_NAME <= len(text) <= LONGEST_MINORITY_NAME:
        return False
    parts = minority_name_parts()
    begins = any(text[:size] in parts for size in (2, 3, 4))
    ends = any(text[-size:] in parts for size in (2, 3, 4))
    return (begins and ends) or ((begins or ends) and text[0] not in surname_rarity())


def split_names(run: str) -> list[str]:
    """Split names that are printed without a separator.

    >>> split_names("王小明李四"), split_names("张伟李娜"), split_names("欧阳海燕")
    (['王小明', '李四'], ['张伟', '李娜'], ['欧阳海燕'])
    """
    if len(run) > 24:
        return [run]
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        choices = [
            (best[start][0] + _name_cost(run[start:end]), [*best[start][1], run[start:end]])
            for start in range(max(0, end - 4), end)
        ]
        best.append(min(choices))
    return best[-1][1]


_COST_BY_LENGTH = {1: 20.0, 2: 1.6, 3: 1.0, 4: 8.0}
_COST_BY_RARITY = {0: 0.0, 1: 0.6, 2: 1.6}
_COST_WITHOUT_SURNAME = 6.0
_COST_OF_COMPOUND = 1.2


def _name_cost(name: str) -> float:
    """How unlikely `name` is one person's name; lengths three and two are common, others rare."""
    if len(name) in (3, 4) and name[:2] in surname_rarity():
        return _COST_OF_COMPOUND
    rarity = surname_rarity().get(name[0])
    return _COST_BY_LENGTH[len(name)] + (_COST_WITHOUT_SURNAME if rarity is None else _COST_BY_RARITY[rarity])


_ENDINGS_OF_PLACES = ("镇", "乡", "村", "县", "市", "区", "旗", "局")


def is_body(text: str) -> bool:
    """Whether `text` names a place or an organisation rather than a person.

    >>> is_body("县委宣传部"), is_body("石桥镇"), is_body("王小明")
    (True, True, False)
    """
    if len(text) < 3 or not text.endswith(words("bylines", "bodies")) or _FUNCTION_WORD.search(text):
        return False
    return len(text) > 3 or text.endswith(_ENDINGS_OF_PLACES) or not looks_like_name(text)


# ---- reading ---------------------------------------------------------------------------------------------


class _Reader:
    """Reads the tokens of one signature from left to right."""

    def __init__(self, tokens: list[Token], has_bullet: bool) -> None:
        self.tokens = [token for token in tokens if token.kind not in ("space", "mark")]
        self.is_marked = has_bullet
        self.role = ""
        self.of_picture = False
        self.of_both = False
        self.both: set[int] = set()
        """Offsets of names that are credited with text and pictures and nothing else: 图/文 某某."""
        self.written: dict[int, str] = {}
        """Roles of names that 摄影报道 behind them overrides, by their offsets."""
        self.editing = False
        self.names_editors = False
        self.found: list[Byline] = []
        self.group = 0
        """Where the names begin that a word behind them is about."""

    def read(self, start: int, end: int) -> Signature | None:
        for index, token in enumerate(self.tokens):
            if token.kind == "name" and not self._name(token):
                return None
            if token.kind == EDITOR:
                self.editing = self.names_editors = True
            elif token.kind in ("role", "pair"):
                self._word(token, index)
        self._drop_affiliations()
        if not self.found:
            return self._without_names(start, end)
        if not self.is_marked and not self._are_plain_names():
            return None
        bylines = tuple(self._with_roles())
        credit = all(b.role == "photographer" for b in bylines)
        last = self.role or (bylines[-1].role if self.group < len(bylines) else "")
        of_text = tuple(replace(b, role=self.written[b.start]) for b in bylines if b.start in self.written)
        return Signature(
            bylines,
            start,
            end,
            is_credit=credit,
            is_marked=self.is_marked,
            last_role=last,
            of_text=of_text if len(of_text) == len(bylines) else (),
        )

    def _with_roles(self) -> Iterator[Byline]:
        for byline in self.found:
            yield replace(byline, role=byline.role or "author")
            if byline.start in self.both:
                yield replace(byline, role="photographer")

    def _without_names(self, start: int, end: int) -> Signature | None:
        """A signature of editors only, or of a role whose names are lost or stand on the next line."""
        if not self.names_editors and not (self.is_marked and self.tokens):
            return None
        credit = self.role == "photographer"
        editors = self.names_editors
        return Signature((), start, end, is_credit=credit, names_editors=editors, last_role=self.role)

    def _are_plain_names(self) -> bool:
        people = [byline for byline in self.found if byline.is_person]
        return 0 < len(people) <= 4 and all(
            looks_like_name(byline.name) and not _FUNCTION_WORD.search(byline.name) for byline in people
        )

    def _drop_affiliations(self) -> None:
        """Drop bodies that stand beside a person in the same role: 县税务局 王小明."""
        signed = {byline.role for byline in self.found if byline.is_person}
        self.found = [byline for byline in self.found if byline.is_person or byline.role not in signed]

    def _word(self, token: Token, index: int) -> None:
        self.editing = False
        self.is_marked = True
        following = self.tokens[index + 1].kind if index + 1 < len(self.tokens) else ""
        if self._stands_behind(token, following):
            self._close_group(token.text)
            return
        role = "" if token.kind == "pair" else byline_words()[token.text]
        self.of_both = token.kind == "pair" or token.text in words("bylines", "both")
        if role == "photographer":
            self.of_picture = True
            self.group = len(self.found)
        elif self.of_picture and self.group == len(self.found):
            role = "photographer"
        elif not (self.of_picture and self.found[self.group :]):
            self.of_picture = False
        else:
            role = "photographer"
        self.role = role

    def _stands_behind(self, token: Token, following: str) -> bool:
        """Whether a word is about the names before it."""
        if not self.found[self.group :] or following in ("colon", "slash"):
            return False
        if token.text in words("bylines", "single") or token.kind == "pair":
            return True
        known = token.text in words("bylines", "neutral") or token.text in words("bylines", "pictures")
        return known and following not in ("name", "role", "newsroom")

    def _close_group(self, word: str) -> None:
        if "/" in word or word in words("bylines", "both"):
            self.both.update(byline.start for byline in self.found[self.group :] if not byline.role)
        if word in words("bylines", "pictures"):
            for index in range(self.group, len(self.found)):
                byline = self.found[index]
                if word.endswith("报道") and byline.role in _ROLES_OF_TEXT:
                    self.written[byline.start] = byline.role
                self.found[index] = replace(byline, role="photographer")
        self.group = len(self.found)
        self.role = ""
        self.of_picture = False

    def _name(self, token: Token) -> bool:
        if self.editing:
            return True
        if is_body(token.text):
            self.found.append(Byline(token.text, self.role, token.start, token.end, is_person=False))
            return True
        names = self._names_of(token)
        if names is None:
            return False
        offset = token.start
        for name in names:
            end = token.end if len(names) == 1 else offset + len(name)
            self.found.append(Byline(name, self.role, offset, end))
            if self.of_both:
                self.both.add(offset)
            offset = end
        return True

    def _is_first_of_role(self, run: str) -> bool:
        """Whether a word that may be a name (高兴) is all that the word of a role can be about."""
        named = any(byline.role == self.role for byline in self.found)
        called = self.role in ("reporter", "correspondent", "intern") and not named
        return called and len(run) == 2 and surname_rarity().get(run[0]) == 0

    def _names_of(self, token: Token) -> list[str] | None:
        """The names in a run of characters; None where it is something else."""
        run = token.text
        if not 2 <= len(run) <= 24 or (run in words("bylines", "others") and not self._is_first_of_role(run)):
            return None
        if any(dot in run for dot in _DOTS):
            return [run] if len(run) <= 20 else None
        if len(run) <= 3:
            return [run] if looks_like_name(run) or (self.role and not _NO_NAME.search(run)) else None
        if self.is_marked and is_minority_name(run):
            return [run]
        names = split_names(run)
        known = all(looks_like_name(name) for name in names)
        if known and (len(names) == 1 or self.role or self.is_marked):
            return names
        return [run] if len(run) <= 5 and self.role and not _NO_NAME.search(run) else None
