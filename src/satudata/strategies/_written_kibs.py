"""KIBs as people, spreadsheets and typesetters write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from hypothesis import strategies as st

from satudata.errors import InvalidArgumentError
from satudata.kib import KIB
from satudata.strategies import _codes


def written_kibs(
    repair: str, kibs: st.SearchStrategy[KIB] | None = None
) -> st.SearchStrategy[tuple[str, KIB]]:
    """Texts that :func:`satudata.read_kib` reads by *repair* (a name of :data:`REPAIRS`), with the KIB that each is.

    ``"lost-digit"`` and ``"doubled-digit"`` are read only with a context that leaves one KIB. A KIB that the repair
    cannot restore is not drawn: as a number, one above 2**53 or of index 0 may have lost its last digit.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> flood = st.just(KIB.parse("6202106202408041"))
    >>> find(written_kibs("dotted-region", flood), lambda drawn: " " in drawn[0], settings=first)
    ('62.02 106 20240804 1', KIB.parse('6202106202408041'))
    """
    if repair not in REPAIRS:
        raise InvalidArgumentError(f"a repair is one of {', '.join(REPAIRS)}, not {repair!r}")
    return (_codes.kibs() if kibs is None else kibs).flatmap(
        lambda kib: REPAIRS[repair](kib).map(lambda text: (text, kib))
    )


_Texts: TypeAlias = "st.SearchStrategy[str]"
#: The zeros of some scripts whose digits occur in documents.
_ZEROS = "٠۰०๐０"
_QUOTED = ("'{}", '"{}"', "'{}'", '="{}"', "“{}”", "‘{}’")
_LABELLED = ("KIB: {}", "KIB {}", "kib={}", "Kode Identitas Bencana: {}")


def _parts(kib: KIB) -> tuple[str, ...]:
    digits = str(kib)
    return digits[:4], digits[4:7], digits[7:11], digits[11:13], digits[13:15], digits[15]


def _forms(kib: KIB) -> _Texts:
    return st.sampled_from((str(kib), kib.format()))


def _spaced(kib: KIB) -> _Texts:
    region, code, year, month, day, index = _parts(kib)
    groups = st.sampled_from(
        (
            (region, code, year, month, day, index),
            (region[:2], region[2:], code, year + month + day, index),
            (region, code + year + month + day, index),
            (region, code, year + month + day + index),
        )
    )
    blank = st.sampled_from((" ", "  ", "\u00a0", "\t"))
    apart = st.builds(lambda between, parts: between.join(parts), blank, groups)
    around = st.sampled_from((" {}", "{} ", "\t{}", "{}\n", "\ufeff{}", "\u00a0{}"))
    return apart | st.builds(str.format, around, _forms(kib))


def _padded(kib: KIB) -> _Texts:
    region, code, year, month, day, index = _parts(kib)
    months = {f"0{int(month)}"}
    days = {f"{int(day)}", f"0{int(day)}"}
    dates = sorted((m, d) for m in months for d in days if (m, d) != (month, day))
    return st.sampled_from(dates).map(lambda date: " ".join((region, code, year, *date, index)))


def _separated(kib: KIB) -> _Texts:
    region, code, *date, index = _parts(kib)
    groups = st.sampled_from(((region, code, "".join(date), index), (region, code, *date, index)))
    mark = st.sampled_from(("-", ".", "/", "_", " - ", ";", "\u2013"))
    apart = st.builds(lambda between, parts: between.join(parts), mark, groups)
    return apart.filter(lambda text: not text.endswith(".0"))


def _dotted(kib: KIB) -> _Texts:
    _, code, *date, index = _parts(kib)
    between = st.sampled_from((" ", ".", "-") if kib.index else (" ", "-"))
    return between.map(lambda mark: mark.join((str(kib.region), code, "".join(date), index)))


def _in_script(kib: KIB) -> _Texts:
    def written(zero: str, text: str) -> str:
        return "".join(chr(ord(zero) + int(each)) if each.isdigit() else each for each in text)

    return st.builds(written, st.sampled_from(_ZEROS), _forms(kib))


def _as_number(kib: KIB, *shapes: str) -> _Texts:
    """The KIB as a number in one of *shapes*; nothing where a number would lose digits of it."""
    number = int(str(kib))
    is_whole = number <= 2**53 and kib.index and len(str(number)) == len(str(kib))
    return st.sampled_from(shapes).map(lambda shape: shape.format(number)) if is_whole else st.nothing()


def _with_comma(texts: _Texts) -> _Texts:
    swapped = str.maketrans(".,", ",.")
    return texts | texts.map(lambda text: text.translate(swapped))


def _without_a_digit(kib: KIB) -> _Texts:
    digits = str(kib)
    return st.integers(0, len(digits) - 1).map(lambda place: digits[:place] + digits[place + 1 :])


def _with_a_digit_twice(kib: KIB) -> _Texts:
    digits = str(kib)
    return st.integers(0, len(digits) - 1).map(lambda place: digits[: place + 1] + digits[place:])


#: The repairs by name. Each function gives the texts of a KIB that the repair reads.
REPAIRS: Mapping[str, Callable[[KIB], st.SearchStrategy[str]]] = {
    "spaces": _spaced,
    "padding": _padded,
    "dotted-region": _dotted,
    "separators": _separated,
    "script": _in_script,
    "quotes": lambda kib: st.builds(str.format, st.sampled_from(_QUOTED), _forms(kib)),
    "label": lambda kib: st.builds(str.format, st.sampled_from(_LABELLED), _forms(kib)),
    "decimal": lambda kib: _with_comma(_as_number(kib, "{}.0", "{}.00")),
    "scientific": lambda kib: _with_comma(_as_number(kib, "{:.15E}", "{:.15e}")),
    "thousands": lambda kib: _with_comma(_as_number(kib, "{:,}")),
    "lost-digit": _without_a_digit,
    "doubled-digit": _with_a_digit_twice,
}
