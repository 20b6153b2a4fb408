"""Xiangtu (乡图): pages of Chinese local newspapers in, a knowledge graph out."""

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """Look the version up only when it is asked for: reading the metadata costs more than the import."""
    if name == "__version__":
        from importlib.metadata import version

        return version("xiangtu")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
