"""``sayso serve``: the reading room of a case, in a browser on this machine."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from sayso.cli._case import CaseArgument, QuietOption, examples, told
from sayso.cli._streams import note


@told
def serve(
    case: CaseArgument,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8620,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="The address to listen on. Beyond this machine all requests need the token that is printed.",
        ),
    ] = "127.0.0.1",
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Print the address, and open no browser.")
    ] = False,
    quiet: QuietOption = False,
) -> int:
    """Open the reading room on a case: what changed, the articles with every extraction on them, statements,
    events, corrections. It loads nothing from the network, and answers this machine only."""
    from sayso.web import serve as run

    def opened(address: str) -> None:
        print(address, flush=True)
        if not no_open:
            webbrowser.open(address)

    run(case, host=host, port=port, opened=opened, told=None if quiet else note)
    return 0


def register(app: typer.Typer) -> None:
    """Put the command on the program."""
    app.command(
        short_help="Open the reading room of a case in a browser.",
        epilog=examples("sayso serve minsk.sayso", "sayso serve minsk.sayso --port 9000 --no-open"),
    )(serve)
