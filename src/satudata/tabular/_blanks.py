"""Cells without content: the usual ways to say nothing, and how much of a cell is kept."""

from __future__ import annotations

#: What people write for "not reported".
_BLANK = frozenset(
    {"", "-", "--", "–", "—", ".", "n/a", "na", "n.a.", "nan", "null", "none", "#n/a", "(blank)"}
)
#: What may stand around a text and says nothing: every kind of blank, marks of an encoding, and blanks without width.
AROUND = "".join(each for each in map(chr, range(0x3001)) if each.isspace()) + "\0\u200b\u2060\ufeff"
#: So much of a cell is shown in a message.
SHOWN = 60
#: No name, code, id or figure is longer.
_LONGEST = 200


def clean(text: str) -> str:
    """*text* without the blanks around it; "" where it is one of the usual ways to say nothing.

    >>> clean(" 12\u200b"), clean("N/A"), clean("-")
    ('12', '', '')
    """
    text = text.strip(AROUND)
    return "" if len(text) <= 7 and text.casefold() in _BLANK else text


def short(text: str) -> str:
    """A cell that is kept: of one too long to mean anything the beginning and a digest.

    >>> short("Demak"), len(short("a" * 1000))
    ('Demak', 80)
    """
    if len(text) <= _LONGEST:
        return text
    from hashlib import blake2b

    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{text[:SHOWN]}... {digest}"
