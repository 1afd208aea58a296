"""``satudata completion``: the script that completes commands and options in a shell."""

from __future__ import annotations

import argparse

from satudata.cli import DONE
from satudata.cli._arguments import parser_in
from satudata.cli._messages import Words
from satudata.errors import MissingExtraError


def run_completion(options: argparse.Namespace, words: Words) -> int:
    """Print the script; raises :class:`~satudata.errors.MissingExtraError` without shtab."""
    try:
        import shtab
    except ImportError:
        raise MissingExtraError("cli", "satudata completion") from None
    print(shtab.complete(parser_in(words), shell=options.shell))
    return DONE
