"""What people decide about the graph: one by one on a terminal, or with a command a decision."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xiangtu.cli.application import app
from xiangtu.cli.options import FAILURE, Json, Workspace
from xiangtu.cli.terminal import print_json, safe, say, warn

if TYPE_CHECKING:
    from xiangtu.linking import Decision
    from xiangtu.model import Entity, KnowledgeGraph

SENTENCES_SHOWN = 3
"""Sentences shown of each of two things."""

ANSWERS = {"y": "same", "n": "not_same"}
QUESTION = "one thing? y yes, n no, s skip, q quit: "

commands = typer.Typer(
    name="decide",
    help="Look at pairs that may be one thing, one by one, and keep what you decide.",
    epilog="Example: xiangtu decide --list --json",
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.add_typer(commands, name="decide", epilog="Example: xiangtu decide --list --json")

Thing = Annotated[str, typer.Argument(metavar="A", help="An id, or a name that only one thing has.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another id or name; A's id stays.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why: kept with the decision.")]


@commands.callback()
def decide(
    context: typer.Context,
    names: Annotated[bool, typer.Option("--list", help="List the open pairs and ask nothing.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many pairs.")] = 200,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Look at pairs that may be one thing, one by one, and keep what you decide.

    Answers: y the same, n not the same, s skip, q quit. Each is written to graph/decisions.toml at once.
    """
    if context.invoked_subcommand is not None:
        if workspace != Path() or json or names:
            raise typer.BadParameter(f"write options after '{context.invoked_subcommand}'")
        return
    pairs = _open_pairs(workspace, limit)
    if json:
        print_json(pairs)
    elif names:
        for pair in pairs:
            say(f"{pair['score']}  {_line(pair['a'])}  |  {_line(pair['b'])}  ({pair['label']})")
        say(f"{len(pairs)} open pairs")
    else:
        _ask(workspace, pairs)


def _ask(workspace: Path, pairs: list[dict[str, Any]]) -> None:
    """Ask about each pair; the end of the input means quit."""
    written = 0
    for number, pair in enumerate(pairs, start=1):
        say(f"[{number}/{len(pairs)}] {safe(pair['label'])}")
        for side in ("a", "b"):
            say(f"  {_line(pair[side])}")
            for row in pair[side]["sentences"]:
                say(f"      {safe(row['sentence'])}")
                say(f"      —— {safe('《' + row['title'] + '》' if row['title'] else '')}{safe(row['page'])}")
        answer = _answer()
        if answer == "q":
            break
        if answer in ANSWERS:
            written += _keep_answer(workspace, ANSWERS[answer], pair)
    say(f"{written} decisions kept in {_file(workspace)}; the next build applies them")


def _keep_answer(workspace: Path, kind: str, pair: dict[str, Any]) -> bool:
    """Write an answer; one that contradicts earlier ones is refused, and the questions go on."""
    from xiangtu.linking import InvalidDecisions

    try:
        return _keep(workspace, _decision(kind, {"a": pair["a"]["id"], "b": pair["b"]["id"]}))
    except InvalidDecisions as error:
        warn(f"xiangtu: not kept: {error}")
        return False


def _answer() -> str:
    while True:
        sys.stdout.write(QUESTION)
        sys.stdout.flush()
        line = sys.stdin.readline()
        word = line.strip().lower()[:1]
        if not line:
            say()
            return "q"
        if word in {*ANSWERS, "s", "q"}:
            return word


@commands.command(epilog="Example: xiangtu decide same organisation:340602-甲公司 organisation:340602-乙公司")
def same(a: Thing, b: Other, reason: Reason = "", workspace: Workspace = Path(), json: Json = False) -> None:
    """Say that two things are one."""
    _decide(workspace, "same", {"a": a, "b": b}, reason, json)


@commands.command(
    name="not-same", epilog="Example: xiangtu decide not-same person:340602-王芳 person:青禾报-王芳"
)
def not_same(
    a: Thing,
    b: Annotated[str, typer.Argument(metavar="B", help="Another id or name.")],
    reason: Reason = "",
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Say that two things are not one; an id that was joined into another may be given too."""
    _decide(workspace, "not_same", {"a": a, "b": b}, reason, json)


@commands.command(epilog="Example: xiangtu decide name programme:340602-夜校 夜校行动")
def name(
    a: Thing,
    given: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")],
    reason: Reason = "",
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Give a thing its canonical name; the other forms stay as aliases, and the id stays."""
    _decide(workspace, "name", {"entity": a, "name": given}, reason, json)


@commands.command(name="type", epilog="Example: xiangtu decide type product:340602-夜校行动 Programme")
def type_(
    a: Thing,
    given: Annotated[str, typer.Argument(metavar="TYPE", help="A type of the vocabulary: Person, Region …")],
    reason: Reason = "",
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Give a thing another type; the id stays."""
    from xiangtu import vocabulary

    if given not in vocabulary.load().types:
        raise typer.BadParameter(f"there is no type {given!r}: use {', '.join(vocabulary.load().types)}")
    _decide(workspace, "type", {"entity": a, "type": given}, reason, json)


@commands.command(epilog="Example: xiangtu decide drop person:340602-向善")
def drop(a: Thing, reason: Reason = "", workspace: Workspace = Path(), json: Json = False) -> None:
    """Leave a thing out of the graph, with its mentions and edges; what lies under it moves one up."""
    _decide(workspace, "drop", {"entity": a}, reason, json)


@commands.command(epilog="Example: xiangtu decide reject 甲镇 runs 夜校行动")
def reject(
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="An id or a unique name.")],
    predicate: Annotated[str, typer.Argument(metavar="PREDICATE", help="runs, holds_post, located_in …")],
    target: Annotated[str, typer.Argument(metavar="OBJECT", help="An id or a unique name.")],
    post: Annotated[
        str, typer.Option("--post", metavar="POST", help="Only this post of holds_post [default: all].")
    ] = "",
    reason: Reason = "",
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Leave an edge out of the graph; both ends stay."""
    from xiangtu import vocabulary

    known = vocabulary.load().predicates
    if predicate not in known:
        raise typer.BadParameter(f"there is no predicate {predicate!r}: use {', '.join(known)}")
    values = {"subject": subject, "predicate": predicate, "object": target, "post": post}
    _decide(workspace, "reject", values, reason, json)


@commands.command(epilog="Example: xiangtu decide undo drop-47d10a7f")
def undo(
    decision: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A decision's id [default: the last of the file].")
    ] = None,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Take a decision back: the last one, or the one with this id."""
    from xiangtu.linking import read_decisions, remove_decision

    path = _file(workspace)
    items = read_decisions(path).items
    wanted = decision or (items[-1].id if items else "")
    if wanted not in {each.id for each in items}:
        what = f"there is no decision {wanted!r}" if wanted else "there are no decisions"
        warn(f"xiangtu: {path}: {what}")
        raise typer.Exit(FAILURE)
    _report(remove_decision(path, wanted), path, json, "taken back")


def _file(workspace: Path) -> Path:
    from xiangtu.pipeline.workspace import DECISION_FILE

    return workspace / DECISION_FILE


def _decide(workspace: Path, kind: str, values: dict[str, str], reason: str, json: bool) -> None:
    """Look the names up, keep the decision, and say so."""
    from xiangtu.pipeline.loading import load

    knowledge = load(workspace)
    located = {
        key: _identifier(knowledge, value) if key in {"a", "b", "entity", "subject", "object"} else value
        for key, value in values.items()
    }
    if located.get("a", "") == located.get("b"):
        raise typer.BadParameter("A and B are one thing already: give two ids")
    decision = _decision(kind, located, reason)
    state = "kept" if _keep(workspace, decision) else "known already"
    _report(decision, _file(workspace), json, state)


def _identifier(knowledge: KnowledgeGraph, given: str) -> str:
    """Return the id that an id, former id or unique name means."""
    ids = {entity.id for entity in knowledge.entities}
    former = {each for entity in knowledge.entities for each in entity.former_ids}
    if given in ids | former:
        return given
    named = [entity for entity in knowledge.entities if entity.name == given]
    named = named or [entity for entity in knowledge.entities if given in entity.aliases]
    if len(named) == 1:
        return named[0].id
    if named:
        listed = ", ".join(entity.id for entity in named)
        warn(f"xiangtu: {len(named)} things are named {given!r}: give the id of one of {listed}")
    else:
        warn(f"xiangtu: nothing here is {given!r}: 'xiangtu show {given}' tells what comes near")
    raise typer.Exit(FAILURE)


def _decision(kind: str, values: dict[str, str], reason: str = "") -> Decision:
    """Return a decision of today."""
    from xiangtu.linking import Decision, decision_id

    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
    fields: dict[str, Any] = {**values, "date": today, "reason": reason}
    return Decision(decision_id(kind, values), kind, **fields)


def _keep(workspace: Path, decision: Decision) -> bool:
    """Write a decision; False where it is written already."""
    from xiangtu.linking import append_decisions, read_decisions

    path = _file(workspace)
    if any(each.content() == decision.content() for each in read_decisions(path)):
        return False
    append_decisions(path, [decision])
    return True


def _report(decision: Decision, path: Path, json: bool, what: str) -> None:
    if json:
        print_json({"id": decision.id, **decision.content(), "file": str(path), "state": what})
        return
    said = ", ".join(f"{key} {safe(value)}" for key, value in decision.content().items())
    say(f"{what}: {safe(decision.id)} ({said})")
    say(f"in {path}; the next build applies it")


def _open_pairs(workspace: Path, limit: int) -> list[dict[str, Any]]:
    """Return the pairs to look at with what a person needs to decide."""
    from xiangtu.linking import REASONS
    from xiangtu.pipeline.loading import questions

    asked = questions(workspace)[:limit]
    sides: list[dict[str, dict[str, Any]]] = []
    for graph in {id(knowledge): knowledge for _, knowledge in asked}.values():
        wanted = {end for pair, other in asked if other is graph for end in (pair.a, pair.b)}
        sentences = _sentences(graph, wanted)
        sides.append({e.id: _side(e, sentences[e.id]) for e in graph.entities if e.id in wanted})
    return [
        {
            "reason": pair.reason,
            "label": REASONS[pair.reason][1],
            "score": pair.score,
            "a": next(side[pair.a] for side in sides if {pair.a, pair.b} <= side.keys()),
            "b": next(side[pair.b] for side in sides if {pair.a, pair.b} <= side.keys()),
        }
        for pair, _ in asked
    ]


def _side(entity: Entity, sentences: list[dict[str, str | None]]) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "parent": entity.parent,
        "roles": list(entity.roles),
        "sentences": sentences[:SENTENCES_SHOWN],
    }


def _sentences(knowledge: KnowledgeGraph, wanted: set[str]) -> dict[str, list[dict[str, str | None]]]:
    """Return for each id the sentences that name it, each once, in the order of pages."""
    found: dict[str, list[dict[str, str | None]]] = {identifier: [] for identifier in sorted(wanted)}
    for result in knowledge.results:
        articles = {article.id: article for article in result.articles}
        for mention in result.mentions:
            if mention.entity not in found or len(found[mention.entity]) >= SENTENCES_SHOWN:
                continue
            article = articles[mention.article]
            printed = article.reading.printed
            start, end = max(0, mention.start - 20), mention.end + 20
            if mention.sentence >= 0:
                sentence = article.reading.sentences[mention.sentence]
                start, end = sentence.start, sentence.end
            row = {
                "sentence": printed[start:end].strip(),
                "title": article.title,
                "article": article.id,
                "page": result.page.id,
            }
            if row not in found[mention.entity]:
                found[mention.entity].append(row)
    return found


def _line(side: dict[str, Any]) -> str:
    """Return a thing in one line."""
    aliases = f"（又作{'、'.join(side['aliases'])}）" if side["aliases"] else ""
    return safe(f"{side['name']}{aliases} [{side['type']}] {side['id']}")
