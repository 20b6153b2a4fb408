"""The command ``xiangtu``: words to calls of the pipeline and of readers."""

from xiangtu.cli.app import main

__all__ = ["main"]
