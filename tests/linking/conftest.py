"""Pages for linking, each with one story, from a few words: who appears how, which bodies are named."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from xiangtu.lexicon import open_gazetteer
from xiangtu.model import Entity, Page, PageResult, entity_id

KINDS = {"镇": "Township", "乡": "Township", "街道": "Township", "村": "Village", "社区": "Village",
         "县": "Region", "区": "Region", "市": "Region", "旗": "Region"}  # fmt: skip


def kind_of(name: str) -> str:
    """Return the type of a place, or of the body that anything else is."""
    return next((kind for ending, kind in KINDS.items() if name.endswith(ending)), "Organisation")


@pytest.fixture(scope="session")
def appearance(write_page, story) -> Callable[..., PageResult]:
    """Return a function that writes a page on which one person appears.

    `how`: ``reporter`` or another role of a byline, ``plain``, or posts:
    ``镇长@夏庄镇、书记@夏庄镇党委<夏庄镇`` (post, body, after < the place it belongs to). Several, parted by
    ``|``, are several stories.
    """

    def write(name: str, code: str, how: str, newspaper: str | None = None) -> PageResult:
        stories, facts = [], {}
        for part in how.split("|"):
            signs: tuple[tuple[str, str], ...] = ()
            body, says = [f"[{name}|Person]来了。"], []
            for item in part.split("、"):
                post, at, rest = item.partition("@")
                if at:
                    holder, _, owner = rest.partition("<")
                    body.append(f"[{holder}|{kind_of(holder)}]的事。")
                    if owner:
                        body.append(f"[{owner}|{kind_of(owner)}]的事。")
                        facts[holder] = {"parent": entity_id(kind_of(owner), code, owner)}
                    says.append(("holds_post", name, holder, {"post": post}))
                elif item != "plain":
                    signs = ((name, item),)
            if signs and len(part.split("、")) == 1:
                body = ["下雨了。"]
            stories.append(story("题", "".join(body), signs, tuple(says)))
        page = f"{code}-{how}-{newspaper}.txt".replace("/", "")
        result: PageResult = write_page(page, stories, facts, code, newspaper=newspaper)
        return result

    return write


@pytest.fixture(scope="session")
def naming() -> Callable[..., PageResult]:
    """Return a function that writes a page which names one thing: type, county code, name, its aliases."""

    def write(kind: str, code: str, name: str, *aliases: str, parent: str = "county", **more) -> PageResult:
        county = open_gazetteer().region(code)
        owner = (
            entity_id("Region", code, county.name) if county is not None and parent == "county" else parent
        )
        identifier = entity_id(kind, code, name)
        entity = Entity(identifier, kind, name, aliases, parent=owner or None, **more)
        page = f"{code}-{name}-{'-'.join(aliases)}"
        digest = sha256(page.encode("utf-8")).hexdigest()
        return PageResult(Page(page, digest, ""), (), (), (entity,), ())

    return write
