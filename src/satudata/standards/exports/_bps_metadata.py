"""The statistical metadata of a data set as the three official forms of BPS."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from satudata.standards._dataset import Dataset
from satudata.standards.exports._writing import json_bytes, write_files


def to_ms_forms(dataset: Dataset) -> dict[str, Any]:
    """The MS-Keg, MS-Var and MS-Ind of *dataset* with their official headings; ``None`` means not filled in.

    Source: Peraturan BPS 5/2020 (block names; its annex was not read).

    >>> to_ms_forms(Dataset(name="kejadian-2024"))
    {'MS-Keg': None, 'MS-Var': [], 'MS-Ind': []}
    """
    return {
        "MS-Keg": None if dataset.activity is None else dataset.activity.to_form(),
        "MS-Var": [each.to_form() for each in dataset.variables],
        "MS-Ind": [each.to_form() for each in dataset.indicators],
    }


def write_ms_forms(
    dataset: Dataset, folder: str | os.PathLike[str], *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write ``ms-keg.json``, ``ms-var.json`` and ``ms-ind.json`` to *folder*, with the same bytes on every run.

    The keys are in the order of the form. Raises ``FileExistsError`` for a file with other content, unless *overwrite*.
    """
    forms = to_ms_forms(dataset)
    files = {f"{name.lower()}.json": json_bytes(form, ordered=False) for name, form in forms.items()}
    return write_files(folder, files, overwrite=overwrite)
