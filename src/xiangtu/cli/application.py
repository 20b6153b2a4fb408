"""The application that the commands register with."""

import typer

app = typer.Typer(
    name="xiangtu",
    help="Xiangtu (乡图): pages of Chinese local newspapers in, a knowledge graph out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
