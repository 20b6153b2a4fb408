"""Commands about single pages and about what reading them rests on: extract, schema, evaluate, place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xiangtu.cli import terminal
from xiangtu.cli.application import app
from xiangtu.cli.options import FAILURE, Json, Workspace
from xiangtu.cli.terminal import print_json, say, warn

if TYPE_CHECKING:
    from xiangtu.model import Page


@app.command(epilog="Example: xiangtu extract page.txt --json")
def extract(
    page: Annotated[Path, typer.Argument(metavar="PAGE", help="One page: a text file.")],
    explain: Annotated[
        bool, typer.Option("--explain", help="For each mention, who proposed it, why, and what it beat.")
    ] = False,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Read one page and print its articles, mentions, entities and assertions."""
    from xiangtu.corpus import find_pages, read_page
    from xiangtu.pipeline.extraction import extract as extract_page
    from xiangtu.pipeline.extraction import extraction_json

    if page.is_dir():
        raise typer.BadParameter(f"{page} is a folder: name one file, or use 'xiangtu build'")
    _use_words_of(workspace)
    files, problems = find_pages([page])
    for problem in problems:
        if problem.is_failure:
            warn(f"xiangtu: {problem}")
    if not files:
        raise typer.Exit(FAILURE)
    text, trouble = read_page(files[0])
    if trouble is not None:
        warn(f"xiangtu: {trouble}")
    if text is None:
        raise typer.Exit(FAILURE)
    if explain:
        _explain(text, json)
        return
    result = extract_page(text)
    if json:
        print_json(extraction_json(result))
        return
    from xiangtu.cli.summary import page_lines

    for line in page_lines(result):
        say(line)


@app.command(name="schema", epilog="Example: xiangtu schema > extraction.schema.json")
def schema() -> None:
    """Print the JSON Schema of what 'extract --json' prints."""
    from xiangtu.pipeline.extraction import extraction_schema

    print_json(extraction_schema())


@app.command(epilog="Example: xiangtu evaluate corpus/dev --errors 5")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of gold: DOC.json, DOC….txt.")],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR", help="Where the pages are, if not beside the gold."),
    ] = None,
    errors: Annotated[
        int, typer.Option("--errors", min=0, help="Show up to so many errors of each kind.")
    ] = 0,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Extract the pages of a gold standard and score the result: precision, recall, F1."""
    from xiangtu.corpus import find_pages, read_page
    from xiangtu.evaluation import evaluate as score
    from xiangtu.evaluation import figures_json, figures_table
    from xiangtu.pipeline.extraction import JsonObject, extraction_json
    from xiangtu.pipeline.extraction import extract as extract_page

    def predict(path: Path) -> JsonObject:
        page, problem = read_page(find_pages([path])[0][0])
        if page is None:
            raise FileNotFoundError(str(problem))
        return extraction_json(extract_page(page))

    _use_words_of(workspace)
    scorer = score(gold, predict, texts)
    if json:
        say(figures_json(scorer.figures()))
        return
    say(figures_table(scorer.figures()))
    for line in scorer.errors(errors) if errors else ():
        say("  ".join(map(terminal.safe, line)))


@app.command(epilog="Example: xiangtu place 官庄村 --in 杜集区")
def place(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A place, from province to village, in full or in short.")
    ],
    county: Annotated[
        str | None, typer.Option("--in", help="Look only in this county.", metavar="COUNTY")
    ] = None,
    json: Json = False,
) -> None:
    """Look a place up in the gazetteer: codes, the chain above it, what lies below it, all candidates."""
    from dataclasses import asdict

    from xiangtu.cli.summary import place_lines
    from xiangtu.lexicon import describe_place

    answer = describe_place(name, county)
    if json:
        print_json(asdict(answer))
    else:
        for line in place_lines(answer):
            say(line)
    if not answer.candidates:
        raise typer.Exit(FAILURE)


def _use_words_of(workspace: Path) -> None:
    from xiangtu.pipeline.own_words import own_words

    for problem in own_words(workspace):
        warn(f"xiangtu: {problem}")


def _explain(page: Page, json: bool) -> None:
    from dataclasses import asdict

    from xiangtu.cli.summary import explanation_lines
    from xiangtu.layout import read_articles
    from xiangtu.recognition import explain

    articles = read_articles(page)
    explanations = explain(page, articles)
    if json:
        print_json([asdict(explanation) for explanation in explanations])
        return
    for line in explanation_lines(articles, explanations):
        say(line)
