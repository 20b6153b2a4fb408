"""Xiangtu (乡图): pages of Chinese local newspapers in, a knowledge graph out."""

from importlib.metadata import version

__version__ = version("xiangtu")
