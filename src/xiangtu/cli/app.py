"""The program: its commands, and what every one of them does about failures."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import Annotated

import typer

from xiangtu.cli import decide_commands, graph_commands, page_commands, terminal, workspace_commands
from xiangtu.cli.application import app
from xiangtu.cli.options import FAILURE
from xiangtu.cli.terminal import say, warn

__all__ = ["app", "decide_commands", "graph_commands", "main", "page_commands", "workspace_commands"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line: every failure is one line and an exit code."""
    terminal.use_utf8()
    from xiangtu.corpus import InvalidMetadata
    from xiangtu.linking import InvalidDecisions
    from xiangtu.pipeline.cluster import ClusterUnavailable
    from xiangtu.pipeline.own_words import InvalidWords
    from xiangtu.store import DamagedStore, WorkspaceBusy

    try:
        _run()
    except (
        ClusterUnavailable,
        InvalidDecisions,
        InvalidMetadata,
        InvalidWords,
        DamagedStore,
        WorkspaceBusy,
    ) as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILURE)
    except OSError as error:
        if error.errno is None:  # one of ours: it says what to do
            _fail(str(error))
        _fail(f"{error.filename or 'a file'}: {error.strerror or error}: check path, permissions and space")
    except KeyboardInterrupt:
        _stop()
    except SystemExit as ending:
        if ending.code == INTERRUPTED:  # typer ends so on Ctrl-C
            _stop()
        raise
    except Exception as error:
        if os.environ.get("XIANGTU_DEBUG"):
            raise
        _fail(
            f"a fault of this program ({type(error).__name__}: {error}): please report it, "
            "with what XIANGTU_DEBUG=1 prints"
        )


def _run() -> None:
    """Run the application; a fault of SQLite while the store is read says what to do about the store."""
    try:
        app()
    except sqlite3.Error as error:
        from xiangtu.pipeline.workspace import STORE_FOLDER
        from xiangtu.store import STORE_FILE, told

        raise told(error, Path(STORE_FOLDER) / STORE_FILE) from error


def _fail(line: str) -> None:
    warn(f"xiangtu: {line}")
    sys.exit(FAILURE)


def _stop() -> None:
    warn("xiangtu: stopped; what was read is kept, run the same command again to go on")
    sys.exit(INTERRUPTED)


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
