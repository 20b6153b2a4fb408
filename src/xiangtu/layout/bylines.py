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
from xiangtu.layout.marks import load_marks, words
from xiangtu.model.records import Byline

NEUTRAL = "neutral"

# One token of a byline. Spaces and marks part names; "·" stands inside a name.
_TOKEN = re.compile(
    rf"(?P<name>[{HAN}]+(?:[·•・‧][{HAN}]+)+|[{HAN}]+)"
    rf"|(?P<colon>[:：])|(?P<slash>[/／])|(?P<latin>[A-Za-z][A-Za-z.]*)"
    rf"|(?P<space>\s+)|(?P<mark>[、,，;；|｜&()（）\[\]【】〔〕。.*_—\-－{BULLETS}\u200b]+)"
)
LONGEST = 120
"""No byline has more characters than this."""


class Token(NamedTuple):
    """A stretch of a byline: its kind, its text and its page offsets."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signature:
    """A stretch of the page that is a byline and nothing else.

    `is_credit` is whether it credits a picture and no text; `is_marked` whether a word or a bullet says that it
    is a byline (bare names alone are a weaker sign); `names_editors` whether it names only editors.
    """

    bylines: tuple[Byline, ...]
    is_credit: bool = False
    is_marked: bool = True
    names_editors: bool = False


def parse_signature(text: str, start: int, end: int) -> Signature | None:
    """Read `text[start:end]` as a byline; None where anything in it is none.

    >>> signature = parse_signature("■ 记者 王小明 通讯员 欧阳海", 0, 16)
    >>> [(b.name, b.role, b.start) for b in signature.bylines]
    [('王小明', 'reporter', 5), ('欧阳海', 'correspondent', 13)]
    """
    if end - start > LONGEST:
        return None
    tokens = _tokens(text, start, end)
    if tokens is None:
        return None
    return _Reader(tokens, text[start:end].lstrip()[:1] in BULLETS).read()


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
    """Read ``文/图`` as one word: tokens 文, slash, 图 of roles."""
    joined: list[Token] = []
    for token in tokens:
        if (
            len(joined) >= 2
            and token.kind in ("role", "behind")
            and joined[-1].kind == "slash"
            and joined[-2].text + "/" + token.text in load_marks()["roles_behind"]["neutral"]
        ):
            slash, first = joined.pop(), joined.pop()
            del slash
            joined.append(Token("pair", first.text + "/" + token.text, first.start, token.end))
        else:
            joined.append(token)
    return joined


def _join_single_characters(tokens: list[Token]) -> list[Token]:
    """Join a name of two characters that is set with a space between: 王 伟."""
    joined: list[Token] = []
    for token in tokens:
        if (
            token.kind == "name"
            and len(token.text) == 1
            and len(joined) >= 2
            and joined[-1].kind == "space"
            and joined[-2].kind == "name"
            and len(joined[-2].text) == 1
            and is_surname(joined[-2].text)
        ):
            joined.pop()
            first = joined.pop()
            joined.append(Token("name", first.text + token.text, first.start, token.end))
        else:
            joined.append(token)
    return joined


@cache
def _role_words() -> dict[str, str]:
    """Word before names → role."""
    return {word: role for role in load_marks()["roles"] for word in words("roles", role)}


@cache
def _words_behind() -> dict[str, str]:
    return {word: role for role in load_marks()["roles_behind"] for word in words("roles_behind", role)}


@cache
def _word_pattern() -> re.Pattern[str]:
    """Words of roles and editors that a run of characters may begin with, longest first."""
    every = {*_role_words(), *_words_behind(), *words("editors", "words")}
    ordered = sorted((word for word in every if "/" not in word), key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) for word in ordered if len(word) > 1))


# A newsroom before a role: 本报, 本网, 县融媒体中心, 某某日报. Counter-example: 本地.
_NEWSROOM = re.compile(
    rf"(?:本[报刊台网站社]|[{HAN}]{{0,12}}?(?:日报|晚报|晨报|周报|时报|早报|融媒体中心|融媒体|融媒|传媒|电视台|广播电视台|新闻网|网|报))(?:社)?(?=$|[{HAN}])"
)
_SINGLE_WORDS = "文图摄"


def _split_run(run: str, offset: int) -> Iterator[Token]:
    """Split a run of characters without a space into words of roles and names."""
    position = 0
    pattern = _word_pattern()
    while position < len(run):
        found = pattern.search(run, position)
        stop = found.start() if found else len(run)
        if stop > position:
            yield from _name_tokens(run[position:stop], offset + position, before_word=found is not None)
        if found is None:
            return
        yield _word_token(found.group(), offset + found.start())
        position = found.end()


def _word_token(word: str, offset: int) -> Token:
    if word in words("editors", "words"):
        kind = "editor"
    elif word in _role_words():
        kind = "role"
    else:
        kind = "behind"
    return Token(kind, word, offset, offset + len(word))


def _name_tokens(run: str, offset: int, before_word: bool) -> Iterator[Token]:
    if run in _SINGLE_WORDS:
        yield Token("role", run, offset, offset + len(run))
        return
    if before_word and _NEWSROOM.fullmatch(run):
        yield Token("newsroom", run, offset, offset + len(run))
        return
    if len(run) > 2 and run[-1] == "摄" and not before_word:
        yield Token("name", run[:-1], offset, offset + len(run) - 1)
        yield Token("behind", "摄", offset + len(run) - 1, offset + len(run))
        return
    yield Token("name", run, offset, offset + len(run))


@cache
def _surname_ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for row, surnames in enumerate(load_marks()["surnames"]["single"]):
        for surname in surnames:
            ranks.setdefault(surname, row)
    return ranks


def is_surname(text: str) -> bool:
    """Whether a name can begin with `text`.

    >>> is_surname("王"), is_surname("欧阳"), is_surname("的")
    (True, True, False)
    """
    return text in _surname_ranks() or text in load_marks()["surnames"]["compound"]


def looks_like_name(text: str) -> bool:
    """Whether `text` has the form of a person's name with a known family name.

    >>> [looks_like_name(name) for name in ("王小明", "欧阳海", "阿依古丽·买买提", "综合执法")]
    [True, True, True, False]
    """
    if "·" in text or "•" in text or "・" in text or "‧" in text:
        return 4 <= len(text) <= 20
    if text[:2] in load_marks()["surnames"]["compound"]:
        return 3 <= len(text) <= 4
    return 2 <= len(text) <= 3 and text[0] in _surname_ranks()


def split_names(run: str) -> list[str]:
    """Split names that are printed without a separator.

    >>> split_names("王小明李四"), split_names("张伟李娜"), split_names("欧阳海燕")
    (['王小明', '李四'], ['张伟', '李娜'], ['欧阳海燕'])
    """
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        choices = [
            (best[start][0] + _name_cost(run[start:end]), [*best[start][1], run[start:end]])
            for start in range(max(0, end - 4), end)
        ]
        best.append(min(choices))
    return best[-1][1]


def _name_cost(name: str) -> float:
    """How unlikely `name` is one person's name; lengths three and two are common, others rare."""
    if name[:2] in load_marks()["surnames"]["compound"] and len(name) in (3, 4):
        return 1.2
    by_length = {1: 20.0, 2: 1.6, 3: 1.0, 4: 8.0}[len(name)]
    return by_length + {0: 0.0, 1: 0.6, 2: 1.2}.get(_surname_ranks().get(name[0], 9), 6.0)


def is_body(text: str) -> bool:
    """Whether `text` names a place or an organisation rather than a person.

    >>> is_body("县委宣传部"), is_body("王小明")
    (True, False)
    """
    return (
        len(text) >= 3
        and text.endswith(words("bodies", "endings"))
        and not (
            len(text) == 3
            and looks_like_name(text)
            and text[-1] in "乡村县市区办委部院校社站队所厂场"
            and text[0] in _surname_ranks()
            and not text.endswith(("镇", "乡", "村", "县", "市", "区", "局"))
        )
    )


class _Reader:
    """Reads the tokens of one signature."""

    def __init__(self, tokens: list[Token], has_bullet: bool) -> None:
        self.tokens = [token for token in tokens if token.kind not in ("space", "mark")]
        self.has_bullet = has_bullet
        self.role: str | None = None
        self.picture = False
        self.editing = False
        self.saw_editor = False
        self.saw_role = False
        self.saw_credit = False
        self.found: list[Byline] = []
        self.group = 0

    def read(self) -> Signature | None:
        for index, token in enumerate(self.tokens):
            following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
            if token.kind == "name":
                if not self._name(token):
                    return None
            elif token.kind == "editor":
                self.editing = self.saw_editor = True
            elif token.kind in ("role", "behind", "pair"):
                self._word(token, following)
            elif token.kind == "latin":
                return None
        if not self.found:
            return Signature((), names_editors=True) if self.saw_editor else None
        if not (self.saw_role or self.has_bullet) and not self._are_plain_names():
            return None
        bylines = tuple(replace(b, role=b.role or "author") for b in self.found)
        is_credit = all(b.role == "photographer" for b in bylines)
        return Signature(bylines, is_credit=is_credit, is_marked=self.saw_role or self.has_bullet)

    def _are_plain_names(self) -> bool:
        return len(self.found) <= 4 and all(looks_like_name(b.name) for b in self.found)

    def _word(self, token: Token, following: Token | None) -> None:
        self.editing = False
        self.saw_role = True
        leads = following is not None and following.kind in ("name", "colon", "role", "newsroom", "pair")
        if following is not None and following.kind == "slash":
            leads = True
        if (
            token.text in _SINGLE_WORDS
            and self.found[self.group :]
            and not (following is not None and following.kind in ("colon", "slash"))
        ):
            leads = False
        if token.kind == "behind" or (not leads and self.found[self.group :]):
            self._close_group(_words_behind().get(token.text, NEUTRAL) if token.kind != "pair" else NEUTRAL)
            return
        if token.kind == "pair":
            if self.found[self.group :] and not (following is not None and following.kind == "colon"):
                self._close_group(NEUTRAL)
            else:
                self.role = None
            return
        role = _role_words()[token.text]
        if role == "photographer":
            self.picture = True
            self.group = len(self.found)
        elif self.picture and following is not None and self._picture_before(token):
            role = "photographer"
        else:
            self.picture = False
        self.role = role

    def _picture_before(self, token: Token) -> bool:
        """Whether a word of a role belongs to 摄影 before it: 摄影 记者 甲 通讯员 乙."""
        index = self.tokens.index(token)
        previous = self.tokens[index - 1]
        return self.picture and (previous.kind in ("role", "colon", "newsroom") or self.group == 0)

    def _close_group(self, role: str) -> None:
        if role == "photographer":
            for index in range(self.group, len(self.found)):
                self.found[index] = replace(self.found[index], role="photographer")
        self.group = len(self.found)
        self.role = None
        self.picture = False

    def _name(self, token: Token) -> bool:
        if self.editing:
            return True
        role = self.role or ""
        if is_body(token.text) and not (self.role and looks_like_name(token.text)):
            self.found.append(Byline(token.text, role, token.start, token.end, is_person=False))
            return True
        if len(token.text) < 2 or len(token.text) > 20:
            return False
        if self.found and not self.found[-1].is_person and self.found[-1].role == role:
            self.found.pop()  # the body that the person writes for
        offset = token.start
        names = [token.text]
        if "·" not in token.text and len(token.text) > 3 and token.end - token.start == len(token.text):
            names = split_names(token.text)
            if not all(2 <= len(name) <= 4 for name in names):
                return False
            if not all(looks_like_name(name) for name in names) and not (self.role and len(names) == 1):
                return False
        for name in names:
            width = token.end - token.start if len(names) == 1 else len(name)
            self.found.append(Byline(name, role, offset, offset + width))
            offset += width
        return True
