"""Who does something together, and who comes to a meeting: what lists of names say.

``县妇联与县民政局合办`` names partners; ``县财政局、县水利局的负责人与会`` names guests of the meeting that
the sentences around speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.model.records import Assertion, Mention

from .cues import any_of
from .offices import read_posts
from .plans import is_denied, is_planned
from .story import ACTORS, Story
from .subjects import Subjects


class GatheringPattern(NamedTuple):
    """A way in which a list of names says something of them: name, confidence, example, counter-example."""

    name: str
    confidence: float
    example: str
    counter_example: str


TOGETHER = GatheringPattern(
    "those who do something together",
    0.75,
    "[县妇联=清河县妇联|Organisation]与[县民政局=清河县民政局|Organisation]、"
    "[县法院=清河县法院|Organisation]合办咨询日。",
    "[县妇联=清河县妇联|Organisation]、[县民政局=清河县民政局|Organisation]分别开会。",
)
PRESENT = GatheringPattern(
    "those who come to a meeting",
    0.75,
    "[清河县修路推进会|Event]召开，[县财政局=清河县财政局|Organisation]局长[周文|Person]到会。",
    "[清河县修路推进会|Event]召开。[周文|Person]在村口修路。",
)
PATTERNS = (TOGETHER, PRESENT)

WITH = re.compile(r"(?:便|遂|还|也|则|将|就|又)?(?:与|和|同|跟)")
"""Between one who acts and the first with whom: ``县妇联与县民政局``."""

BRINGS = re.compile(r"(?:便|还|也|将|又|先后|主动)?(?:联合|会同|携手|协同)")
"""Between one who acts and the first whom he brings in: ``县妇联联合县民政局``."""

LISTED = re.compile(r"、|和|与|及|以及")
"""Between further names of a list."""

JOINTLY = re.compile(
    r"(?:[两三四]?(?:村|镇|乡|县|家|方|地|部门))?(?:还|又|也|将|已|就|再次|当场)?"
    r"(?:联合|联手|联办|合办|合作(?!社)|合开|合推|合建|合签|合用|合雇|同办|共同|共建|一道|携手|结对|签[了下订署约]|"
    r"订了|会商|商定|定下)"
)
"""Behind names that do one thing between them: ``合办``; not ``分别开会``."""

HANDLING = tuple("把将在给对向为")
"""Right before names that something is done to: ``把下河、上河两村一道列入``."""

DOING = re.compile(rf"[^,，。；;的]{{0,6}}?{any_of('launching', 'hosting')}")
"""Behind names that 与 joins: ``县残联与县卫健委组织``."""

MEETING = re.compile(r"(?:会|会议|论坛|仪式|课堂|培训班|擂台赛|大赛|竞赛|展演|节)$")
"""Ends of names of occasions that somebody comes to."""

PRESENCE = re.compile(
    r"(?:(?:和|及|以及)\s*[^,，。；;、和]{1,12}(?=的))?(?:等)?(?:的)?(?:相关|有关|分管|主要)?(?:负责人|负责同志|代表|领导|干部|同志)?(?:分别|先后|也|都|应邀)?"
    r"(?:到会|参会|与会|出席|到场|列席|主持|致辞|参加了?(?=[,，。；;])|(?:作|做)了?[^,，。；;]{0,4}(?:发言|交流|讲话))"
)
"""Behind those who come to a meeting: ``的负责人与会``, ``作了交流``; not ``参加修路``."""

REACH = 2
"""How many sentences back the meeting is named that people come to."""

LONGEST_POSTS = 40
"""Longest list of posts between two names of guests, in characters."""


def find_gatherings(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who does something together and who comes to the meetings that a story names."""
    del subjects
    for index in story.counted_sentences:
        actors = _heads([m for m in story.mentions_in(index) if m.type in ACTORS])
        for place in range(len(actors) - 1):
            if place == 0 or not _ties(story.text[actors[place - 1].end : actors[place].start]):
                yield from _together(story, actors[place:])
        yield from _present(story, index)


def _heads(actors: list[Mention]) -> list[Mention]:
    """Return the last of names that stand side by side: the body of county, town and body."""
    followed = {mention.start for mention in actors}
    return [mention for mention in actors if mention.end not in followed]


def _ties(gap: str) -> bool:
    """Whether the words between two names make one list of them."""
    return any(words.fullmatch(gap) for words in (LISTED, WITH, BRINGS))


def _together(story: Story, actors: list[Mention]) -> Iterator[Assertion]:
    """Yield that the first of a list does something with each of the others."""
    first, partners = actors[0], actors[1:2]
    gap = _gap(story, first, partners[0])
    brought, joined = BRINGS.fullmatch(gap), WITH.fullmatch(gap)
    if not (brought or joined or gap == "、"):
        return
    for other in actors[2:]:
        if not LISTED.fullmatch(_gap(story, partners[-1], other)):
            break
        partners.append(other)
    end = partners[-1].end
    verb = JOINTLY.match(story.text, end) or (DOING.match(story.text, end) if joined else None)
    handled = story.text[max(0, first.start - 1) : first.start] in HANDLING
    if handled or not (brought or verb) or is_denied(story, end):
        return
    for partner in partners:
        if partner.entity != first.entity:
            one, other_id = sorted((first.entity or "", partner.entity or ""))
            yield story.assertion(
                "partner_with",
                one,
                other_id,
                [(first.start, first.end), (partner.start, verb.end() if verb else partner.end)],
                TOGETHER.confidence,
                TOGETHER.name,
                status="planned" if is_planned(story, first.start) else "stated",
            )


def _gap(story: Story, one: Mention, other: Mention) -> str:
    return re.sub(r"^[（(][^（）()]{1,12}[)）]", "", story.text[one.end : other.start])


def _present(story: Story, index: int) -> Iterator[Assertion]:
    """Yield that the people and bodies listed before ``到会`` came to the meeting spoken of."""
    guests = [m for m in story.mentions_in(index) if m.type in (*ACTORS, "Person")]
    for place, guest in enumerate(guests):
        match = PRESENCE.match(story.text, guest.end)
        event = _meeting(story, guest.start) if match else None
        if match is None or event is None:
            continue
        for other in _listed_before(story, guests[: place + 1]):
            yield story.assertion(
                "attended",
                other.entity or "",
                event.entity or "",
                [(event.start, event.end), (other.start, match.end())],
                PRESENT.confidence,
                PRESENT.name,
                status="planned" if is_planned(story, guest.start) else "stated",
            )


def _meeting(story: Story, position: int) -> Mention | None:
    """Return the meeting named last before a position, in its sentence or shortly before."""
    sentence = story.sentence_at(position)
    for mention in story.mentions_back(position):
        if mention.sentence < sentence - REACH:
            return None
        if mention.type == "Event" and MEETING.search(mention.text):
            return mention
    return None


def _listed_before(story: Story, guests: list[Mention]) -> list[Mention]:
    """Return the last guest and those who are listed before him, each with his body and posts."""
    found = [guests[-1]]
    start = guests[-1].start
    for other in reversed(guests[:-1]):
        gap = story.text[other.end : start]
        if len(gap) > LONGEST_POSTS:
            break
        if other.type != "Person" and found[-1].type == "Person" and read_posts(gap) is not None:
            start = other.start
            continue
        named = other.type == found[-1].type or other.type == "Person"
        words = re.sub(r"^[、，,和及]|以及", "", gap)
        if not named or not gap or (words and not read_posts(words)):
            break
        found.append(other)
        start = other.start
    return found
