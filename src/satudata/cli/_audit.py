"""``satudata audit``: what a data set lacks of the four principles, its draft, and its exports."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from satudata import interchange
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._messages import Words
from satudata.cli._writing import aligned, as_json
from satudata.errors import MissingExtraError, SatudataError, TableError, UnknownCodeError
from satudata.findings import Finding, Severity, kind
from satudata.standards import (
    Dataset,
    Principle,
    PrincipleReport,
    check_principles,
    draft_dataset,
    write_ckan,
    write_data_package,
    write_dcat,
    write_ms_forms,
)
from satudata.tabular._parquet import is_parquet

#: So many kinds of finding of one severity stand on the page, each with so many examples.
_KINDS, _EXAMPLES = 12, 2


def run_audit(options: argparse.Namespace, words: Words) -> int:
    """Check a data set, or draft or export one."""
    if options.draft:
        return _draft(options, words)
    dataset = _dataset(options.file, words)
    resource = _resource(dataset, options, words)
    if options.export is not None:
        return _export(dataset, resource, options, words)
    try:
        report = check_principles(dataset, _table(options.table), resource=resource)
    except TableError as error:
        raise UsageError(words("file.error", file=error.source, reason=error.reason)) from None
    text = (
        as_json(_facts(report, words), indent=2)
        if options.format == "json"
        else "\n".join(_page(report, words))
    )
    _write(f"{text}\n", options, words)
    return DONE if report.is_clean else DOUBTFUL


def _dataset(file: str, words: Words) -> Dataset:
    text = sys.stdin.read() if file == "-" else Path(file).read_bytes()
    try:
        held = interchange.from_json(text)
    except SatudataError as error:
        if text.lstrip()[:1] not in ("{", b"{"):
            raise UsageError(words("audit.no_json", file=file)) from None
        raise UsageError(words("audit.unreadable", file=file, reason=error)) from None
    if isinstance(held, Dataset):
        return held
    raise UsageError(
        words("audit.unreadable", file=file, reason=words("coop.other", name=type(held).__name__))
    )


def _resource(dataset: Dataset, options: argparse.Namespace, words: Words) -> str | None:
    """The name of the resource that the table is."""
    if options.table is None:
        return None
    try:
        return dataset.resource(options.resource).name
    except UnknownCodeError:
        held = ", ".join(each.name for each in dataset.resources) or "-"
        raise UsageError(words("audit.no_resource", name=options.resource or "", held=held)) from None


def _table(file: str | None) -> Any:
    """The path of a table, or the frame of a Parquet one, whose cells have their types."""
    if file is None or not is_parquet(Path(file)):
        return file
    if not find_spec("polars"):
        raise MissingExtraError("polars", f"Parquet ({file})")
    import polars

    return polars.scan_parquet(file, glob=False)


def _draft(options: argparse.Namespace, words: Words) -> int:
    try:
        dataset = draft_dataset(options.file)
    except TableError as error:
        raise UsageError(words("file.error", file=error.source, reason=error.reason)) from None
    form = interchange.form_of(Dataset)
    every = {field.name: field.kind.write(field.value_in(dataset)) for field in form.fields}
    text = as_json({"schema": form.schema, "version": form.version, **every}, indent=2)
    _write(f"{text}\n", options, words)
    return DONE


def _write(text: str, options: argparse.Namespace, words: Words) -> None:
    if options.output is None:
        print(text, end="")
        return
    target = Path(options.output)
    if target.is_file() and not options.overwrite:
        raise UsageError(words("audit.there", file=target))
    if target.is_file() and any(_is_same(target, given) for given in (options.file, options.table)):
        raise UsageError(words("output.same", file=target))
    target.write_text(text, encoding="utf-8", newline="")


def _is_same(target: Path, given: str | None) -> bool:
    return given not in (None, "-") and target.samefile(str(given))


def _export(dataset: Dataset, resource: str | None, options: argparse.Namespace, words: Words) -> int:
    if options.output is None:
        raise UsageError(words("audit.no_folder", form=options.export))
    folder, overwrite = options.output, options.overwrite
    try:
        if options.export == "datapackage":
            tables = {} if resource is None else {resource: options.table}
            written = write_data_package(dataset, folder, tables, overwrite=overwrite)
        else:
            write = {"ckan": write_ckan, "dcat": write_dcat, "ms": write_ms_forms}[options.export]
            written = write(dataset, folder, overwrite=overwrite)
    except FileExistsError as error:
        raise UsageError(words("audit.there", file=error.filename)) from None
    for path in written:
        print(path.as_posix())
    return DONE


def _facts(report: PrincipleReport, words: Words) -> dict[str, Any]:
    principles = {}
    for principle in Principle:
        passed, examined = report.passed(principle)
        principles[principle.value] = {
            "passed": passed,
            "checks": examined,
            "failed": [each.name for each in report.of(principle) if each.examined and not each.is_passed],
            "findings": [
                {
                    "code": each.code,
                    "severity": each.severity,
                    "where": each.where,
                    "message": each.message(words.lang),
                    "data": dict(each.data),
                }
                for each in report.findings[principle]
            ],
        }
    return {
        "dataset": report.dataset,
        "rows": report.rows,
        "clean": report.is_clean,
        "principles": principles,
    }


def _page(report: PrincipleReport, words: Words) -> Iterator[str]:
    yield words("audit.title", name=report.dataset)
    lines = []
    for principle in Principle:
        passed, examined = report.passed(principle)
        lines.append([principle.label(words.lang), words("audit.passed", passed=passed, checks=examined)])
    yield from aligned(lines, right=[1], indent="  ")
    if report.rows is None:
        yield words("audit.no_table", number=sum(not each.examined for each in report.checks))
    else:
        yield words("audit.rows", number=report.rows)
    found = report.first
    for severity in Severity:
        yield from _mend([each for each in found if each.severity is severity], severity, words)
    if not found:
        yield words("audit.clean")


def _mend(found: Sequence[Finding], severity: Severity, words: Words) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield words(f"check.{severity}")
    numbers = Counter(each.code for each in found)
    for code in list(numbers)[:_KINDS]:
        of_kind = [each for each in found if each.code == code]
        for each in of_kind[:_EXAMPLES]:
            place = f" [{each.where}]" if each.where.startswith("/") else ""
            yield f"  {each.message(words.lang)}{place}"
        if len(of_kind) > _EXAMPLES:
            yield f"  {words('audit.more', number=len(of_kind) - _EXAMPLES, code=code)}"
        yield f"    {words('check.action')}: {kind(code).action[words.lang]}"
    if len(numbers) > _KINDS:
        left = sum(number for code, number in list(numbers.items())[_KINDS:])
        yield f"  {words('notes.more', number=left)}"
