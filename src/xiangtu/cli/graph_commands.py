"""Commands that read a built workspace: show, query, validate, report, export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xiangtu.cli import terminal
from xiangtu.cli.application import app
from xiangtu.cli.options import FAILURE, Json, NoQuotes, Workspace
from xiangtu.cli.terminal import print_json, say, warn

TURTLE_FILE = "xiangtu.ttl"


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


class GraphFormat(StrEnum):
    """How the graph is written as RDF."""

    TURTLE = "turtle"
    NQUADS = "nquads"
    JSON_LD = "jsonld"


@app.command(epilog="Example: xiangtu show 石台镇")
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name, an alias, or an id (township:340602-石台镇).")
    ],
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Show one entity: type, names, place in the hierarchy, and its edges with the sentence behind each."""
    from xiangtu.cli.dossier import dossier, dossier_lines, find
    from xiangtu.pipeline.loading import load

    knowledge = load(workspace)
    found = find(knowledge, name)
    if not found:
        warn(f"xiangtu: nothing here is named {name!r}: try a shorter form, or search exports/nodes.csv")
        raise typer.Exit(FAILURE)
    if json:
        print_json([dossier(knowledge, entity) for entity in found])
        return
    for line in dossier_lines(dossier(knowledge, found[0])):
        say(line)
    for other in found[1:]:
        say(f"See also: {terminal.safe(other.name)}  {other.type}  {other.id}")


@app.command(epilog="Example: xiangtu query villages-and-programmes --param township=石台镇")
def query(
    sparql: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help="A query's name (see --list), a .rq file, or SPARQL itself."),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of a named query."),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="TTL", help="The Turtle to ask [default: the workspace's]."),
    ] = None,
    workspace: Workspace = Path(),
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="How to print the answer.")
    ] = AnswerFormat.TABLE,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Stop after so many seconds.")] = 60.0,
    names: Annotated[
        bool, typer.Option("--list", help="List the named queries and their parameters.")
    ] = False,
    json: Json = False,
) -> None:
    """Ask the exported graph in SPARQL. Read-only: updates, SERVICE and FROM are refused."""
    from xiangtu.cli.answers import answer_lines, catalogue_json, catalogue_lines
    from xiangtu.pipeline.workspace import EXPORT_FOLDER
    from xiangtu.rdf import QueryError, query_text, run_query
    from xiangtu.rdf.query import GRAPH

    if names:
        if json:
            print_json(catalogue_json())
        else:
            for line in catalogue_lines():
                say(line)
        return
    if sparql is None:
        raise typer.BadParameter("give a query: its name, a .rq file, or SPARQL; --list shows the names")
    values = dict(_parameter(text) for text in param or ())
    try:
        text = query_text(sparql, values)
    except QueryError as error:
        raise typer.BadParameter(str(error)) from None
    path = _existing(file or workspace / EXPORT_FOLDER / TURTLE_FILE, "name a file with --file")
    try:
        answer = run_query(path, text, timeout)
    except QueryError as error:
        warn(f"xiangtu: {error}")
        raise typer.Exit(FAILURE) from None
    if form is AnswerFormat.TURTLE and not json and answer.kind != GRAPH:
        raise typer.BadParameter("only CONSTRUCT and DESCRIBE answer with a graph: use another --format")
    for line in answer_lines(answer, AnswerFormat.JSON if json else form):
        say(line)


def _existing(path: Path, otherwise: str) -> Path:
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist: run 'xiangtu build' first, or {otherwise}")
    return path


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} is no parameter: write --param NAME=VALUE")
    return name, value


@app.command(epilog="Example: xiangtu validate exports/xiangtu.ttl")
def validate(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A Turtle file [default: the workspace's].")
    ] = None,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Check the exported graph against the shapes (SHACL); exit code 1 on any violation."""
    from dataclasses import asdict

    from xiangtu.pipeline.workspace import EXPORT_FOLDER
    from xiangtu.rdf import validate as check

    path = _existing(file or workspace / EXPORT_FOLDER / TURTLE_FILE, "name a file")
    try:
        violations = check(path)
    except SyntaxError as error:
        warn(f"xiangtu: {error}")
        raise typer.Exit(FAILURE) from None
    if json:
        print_json([asdict(violation) for violation in violations])
    else:
        for violation in violations:
            fields = (violation.name, violation.article, violation.path, violation.message, violation.node)
            say("  ".join(terminal.safe(field) for field in fields if field))
        say(f"{path}: {len(violations)} violations")
    if violations:
        raise typer.Exit(FAILURE)


@app.command(epilog="Example: xiangtu report --only programmes")
def report(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="SECTION", help="Only this section; may be repeated."),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FOLDER", help="Write each table as a CSV file instead of printing."),
    ] = None,
    workspace: Workspace = Path(),
    no_quotes: NoQuotes = False,
    json: Json = False,
) -> None:
    """Print the statistics report as Markdown, or as JSON; the build writes it as HTML too."""
    from xiangtu.pipeline.exports import make_report
    from xiangtu.pipeline.loading import load
    from xiangtu.report import SECTIONS, report_json, report_markdown, write_report_csv

    for section in only or ():
        if section not in SECTIONS:
            raise typer.BadParameter(f"there is no section {section!r}: use one of {', '.join(SECTIONS)}")
    made = make_report(load(workspace), quotes=not no_quotes, only=only)
    if csv is None:
        say((report_json(made) if json else report_markdown(made)).rstrip())
        return
    names = [path.name for path in write_report_csv(made, csv)]
    if json:
        print_json({"folder": str(csv), "files": names})
    else:
        say(f"written to {csv}: {len(names)} files")


@app.command(epilog="Example: xiangtu export graph.nq --format nquads")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    form: Annotated[GraphFormat, typer.Option("--format", help="Which RDF to write.")] = GraphFormat.TURTLE,
    base: Annotated[
        str | None, typer.Option("--base", metavar="IRI", help="The IRI that the entities' IRIs start with.")
    ] = None,
    workspace: Workspace = Path(),
    no_quotes: NoQuotes = False,
    json: Json = False,
) -> None:
    """Write the graph as RDF in another format, or under another base IRI."""
    from xiangtu.pipeline.exports import write_rdf
    from xiangtu.pipeline.loading import load

    try:
        write_rdf(load(workspace), file, form.value, base=base, quotes=not no_quotes)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if json:
        print_json({"file": str(file), "format": form.value, "bytes": file.stat().st_size})
    else:
        say(f"written to {file}")
