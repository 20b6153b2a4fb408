"""Commands that change a workspace, and what it holds: build, add, remove, status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xiangtu.cli import terminal
from xiangtu.cli.application import app
from xiangtu.cli.options import (
    DEFAULT_GLOB,
    FAILURE,
    Glob,
    Json,
    NoQuotes,
    Quiet,
    Scheduler,
    Workers,
    Workspace,
)
from xiangtu.cli.terminal import print_json, say, warn

if TYPE_CHECKING:
    from xiangtu.pipeline.building import Options, Summary


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
    scheduler: Scheduler = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make the corpus exactly PATHS and write the exports.

    New pages are read, changed ones read again, vanished ones removed.
    """
    options = _options(glob, no_quotes, workers, scheduler, replaces=True)
    _build(paths or [Path("seeds")], workspace, options, json, quiet)


@app.command(epilog="Example: xiangtu add new-pages/ --workspace my-county")
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS", help="Pages and folders of pages.")],
    workspace: Workspace = Path(),
    glob: Glob = DEFAULT_GLOB,
    no_quotes: NoQuotes = False,
    workers: Workers = 0,
    scheduler: Scheduler = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add PATHS to the corpus, keep the rest, and write the exports."""
    options = _options(glob, no_quotes, workers, scheduler, replaces=False)
    _build(paths, workspace, options, json, quiet)


def _options(glob: str, no_quotes: bool, workers: int, scheduler: str | None, *, replaces: bool) -> Options:
    import os

    from xiangtu.pipeline.building import Options

    return Options(
        glob,
        replaces=replaces,
        quotes=not no_quotes,
        workers=workers or os.cpu_count() or 1,
        scheduler=scheduler,
    )


def _build(paths: list[Path], workspace: Path, options: Options, json: bool, quiet: bool) -> None:
    from xiangtu.pipeline.building import build as bring_up_to_date

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
