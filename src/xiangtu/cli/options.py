"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FAILURE = 1
"""Exit code where an input could not be read, or a check found something; wrong use is 2."""

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
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Read pages on a Dask cluster: tcp://HOST:8786; needs xiangtu[cluster].",
    ),
]
DEFAULT_GLOB = "**/*.txt"
