"""The commands. Each names its options, gives an example, and leaves the work to a room."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xiangtu.cli import terminal
from xiangtu.cli.terminal import print_json, say, warn

if TYPE_CHECKING:
    from xiangtu.pipeline.building import Summary

app = typer.Typer(
    name="xiangtu",
    help="Xiangtu (乡图): pages of Chinese local newspapers in, a knowledge graph out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FAILURE = 1
WRONG_USE = 2

Workspace = Annotated[
    Path, typer.Option("--workspace", "-w", help="The folder with graph/ and exports/.", metavar="DIR")
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]
Glob = Annotated[str, typer.Option("--glob", help="Which files of a folder are pages.", metavar="PATTERN")]
NoQuotes = Annotated[
    bool, typer.Option("--no-quotes", help="Leave the sentences of the newspapers out of the exports.")
]
Workers = Annotated[
    int, typer.Option("--workers", "-j", min=0, help="Processes that read pages; 0 means one a core.")
]
DEFAULT_GLOB = "**/*.txt"


def main() -> None:
    """Run the command line; every foreseeable failure is one line and an exit code."""
    terminal.use_utf8()
    from xiangtu.corpus import InvalidMetadata
    from xiangtu.store import DamagedStore, WorkspaceBusy

    try:
        app()
    except (InvalidMetadata, DamagedStore, WorkspaceBusy, FileNotFoundError, PermissionError) as error:
        warn(f"xiangtu: {error}")
        sys.exit(FAILURE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILURE)
    except KeyboardInterrupt:
        warn("xiangtu: stopped; what was read is kept, run the same command again to go on")
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        from xiangtu import __version__
        from xiangtu.lexicon import EDITION

        say(f"xiangtu {__version__}, lexicon {EDITION}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the versions.")
    ] = False,
) -> None:
    pass


@app.command(epilog="Example: xiangtu build seeds/")
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATHS", help="Pages and folders of pages [default: seeds/]."),
    ] = None,
    workspace: Workspace = Path(),
    glob: Glob = DEFAULT_GLOB,
    no_quotes: NoQuotes = False,
    workers: Workers = 0,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make the corpus exactly PATHS and write the exports.

    New pages are read, changed ones read again, vanished ones removed.
    """
    _build(paths or [Path("seeds")], workspace, glob, no_quotes, workers, json, quiet, replaces=True)


@app.command(epilog="Example: xiangtu add new-pages/ --workspace my-county")
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS", help="Pages and folders of pages.")],
    workspace: Workspace = Path(),
    glob: Glob = DEFAULT_GLOB,
    no_quotes: NoQuotes = False,
    workers: Workers = 0,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add PATHS to the corpus, keep the rest, and write the exports."""
    _build(paths, workspace, glob, no_quotes, workers, json, quiet, replaces=False)


def _build(
    paths: list[Path],
    workspace: Path,
    glob: str,
    no_quotes: bool,
    workers: int,
    json: bool,
    quiet: bool,
    *,
    replaces: bool,
) -> None:
    import os

    from xiangtu.pipeline.building import Options
    from xiangtu.pipeline.building import build as bring_up_to_date

    options = Options(glob, replaces=replaces, quotes=not no_quotes, workers=workers or os.cpu_count() or 1)
    with terminal.progress_bar(quiet=quiet or json) as progress:
        summary = bring_up_to_date(workspace, paths, options, progress)
    _end(summary, workspace, json, quiet)


def _end(summary: Summary, workspace: Path, json: bool, quiet: bool) -> None:
    for problem in summary.problems:
        warn(f"xiangtu: {problem}")
    if json:
        print_json(summary.as_json())
    elif not quiet:
        from xiangtu.cli.summary import lines

        for line in lines(summary, workspace):
            say(line)
    if summary.has_failures:
        raise typer.Exit(FAILURE)


@app.command(epilog="Example: xiangtu remove 2023-03-22-A3.txt")
def remove(
    pages: Annotated[list[str], typer.Argument(metavar="PAGES", help="Ids of pages: see 'xiangtu status'.")],
    workspace: Workspace = Path(),
    no_quotes: NoQuotes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take pages out of the corpus and write the exports again."""
    from xiangtu.pipeline.building import Options
    from xiangtu.pipeline.building import remove as take_out

    with terminal.progress_bar(quiet=quiet or json) as progress:
        summary = take_out(workspace, pages, Options(quotes=not no_quotes), progress)
    _end(summary, workspace, json, quiet)


@app.command(epilog="Example: xiangtu status --workspace my-county")
def status(workspace: Workspace = Path(), json: Json = False) -> None:
    """Tell what a workspace holds, and which pages the next build would read again."""
    from dataclasses import asdict

    from xiangtu.pipeline.loading import status as look

    found = look(workspace)
    if json:
        print_json(asdict(found))
        return
    stale = set(found.stale)
    say(f"{len(found.pages)} pages, {len(stale)} of them read by another version of the program")
    for page in found.pages:
        say(f"  {terminal.safe(page)}{'  (stale)' if page in stale else ''}")
    say(f"extractor {found.extractor}, store {found.store_bytes / 1024 / 1024:.1f} MB")
    say(f"exports: {', '.join(found.exports) or 'none: run xiangtu build'}")


@app.command(epilog="Example: xiangtu extract seeds/page.txt --json")
def extract(
    page: Annotated[Path, typer.Argument(metavar="PAGE", help="One page: a text file.")],
    json: Json = False,
) -> None:
    """Read one page and print its articles, mentions, entities and assertions."""
    from xiangtu.corpus import find_pages, read_page
    from xiangtu.pipeline.extraction import extract as extract_page
    from xiangtu.pipeline.extraction import extraction_json

    if page.is_dir():
        raise typer.BadParameter(f"{page} is a folder: name one file, or use 'xiangtu build'")
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
    result = extract_page(text)
    if json:
        print_json(extraction_json(result))
        return
    from xiangtu.cli.summary import page_lines

    for line in page_lines(result):
        say(line)


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


@app.command(name="schema", epilog="Example: xiangtu schema > extraction.schema.json")
def schema() -> None:
    """Print the JSON Schema of what 'extract --json' prints."""
    from xiangtu.pipeline.extraction import extraction_schema

    print_json(extraction_schema())


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

    scorer = score(gold, predict, texts)
    if json:
        say(figures_json(scorer.figures()))
        return
    say(figures_table(scorer.figures()))
    for line in scorer.errors(errors) if errors else ():
        say("  ".join(map(terminal.safe, line)))
