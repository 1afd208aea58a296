"""``satudata audit``: checks of a data set by the four principles, its draft, and its exports."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from satudata import interchange
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._documents import read_again, read_document
from satudata.cli._files import Output, inputs, is_same, output, settle
from satudata.cli._findings import as_object, say_severity
from satudata.cli._messages import Words
from satudata.cli._terminal import printable, say, say_table
from satudata.errors import SatudataError, UnknownCodeError
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
from satudata.tabular._parquet import ParquetTable, is_parquet
from satudata.tabular._tables import open_table

#: The page shows at most so many kinds of finding of one severity, each with so many examples.
_KINDS, _EXAMPLES = 12, 2


def run_audit(options: argparse.Namespace, words: Words) -> int:
    """Check a data set, or draft or export one."""
    if options.draft:
        with read_again(options.file) as options.file:
            return _draft(options, words)
    with read_again(options.table) as options.table:
        return _audit(options, words)


def _audit(options: argparse.Namespace, words: Words) -> int:
    if options.export is None:
        settle(options, words, pages=True)
    dataset = _dataset(options.file, words)
    resource = _resource(dataset, options, words)
    if options.export is not None:
        return _export(dataset, resource, options, words)
    report = check_principles(dataset, _table(options.table), resource=resource)
    with output(options, words) as out:
        out.answer(
            lambda: _print_page(report, words),
            lambda: _facts(report, words),
            lambda: _write_rows(report, out, words),
        )
    return DONE if report.is_clean else DOUBTFUL


def _dataset(file: str, words: Words) -> Dataset:
    text = read_document(file, words)
    try:
        value = interchange.from_json(text)
    except SatudataError as error:
        if not text.lstrip().startswith(b"{"):
            raise UsageError(words("audit.no_json", file=file)) from None
        raise UsageError(words("audit.unreadable", file=file, reason=error.message(words.lang))) from None
    if isinstance(value, Dataset):
        return value
    raise UsageError(
        words("audit.unreadable", file=file, reason=words("audit.other", name=type(value).__name__))
    )


def _resource(dataset: Dataset, options: argparse.Namespace, words: Words) -> str | None:
    """The name of the resource that the table is."""
    if options.table is None:
        return None
    try:
        return dataset.resource(options.resource).name
    except UnknownCodeError:
        names = ", ".join(each.name for each in dataset.resources) or "-"
        raise UsageError(words("audit.no_resource", name=options.resource or "", held=names)) from None


def _table(file: str | None) -> Any:
    """The path of a table, or the rows of a Parquet one, whose cells have their types."""
    return file if file is None or not is_parquet(Path(file)) else ParquetTable(Path(file), file)


def _draft(options: argparse.Namespace, words: Words) -> int:
    with open_table(options.file) as table:
        reasons = " ".join(each.message(words.lang) for each in table.source_problems)
    if reasons:
        raise UsageError(words("file.error", file=options.file, reason=reasons))
    dataset = draft_dataset(options.file)
    form = interchange.form_of(Dataset)
    every = {field.name: field.kind.write(field.value_in(dataset)) for field in form.fields}
    options.format = "json"
    settle(options, words)
    if options.form not in (None, "json"):
        raise UsageError(words("output.format", file=options.output, format="json"))
    with output(options, words) as out:
        out.write_json({"schema": form.schema, "version": form.version, **every})
    return DONE


def _export(dataset: Dataset, resource: str | None, options: argparse.Namespace, words: Words) -> int:
    if options.output is None:
        raise UsageError(words("audit.no_folder", form=options.export))
    tables = {} if resource is None else {resource: options.table}
    try:
        if options.overwrite:
            _keep_inputs(dataset, tables, options, words)
        written = _written(dataset, tables, options.export, options.output, overwrite=options.overwrite)
    except FileExistsError as error:
        raise UsageError(words("audit.there", file=error.filename)) from None
    for path in written:
        print(printable(path.as_posix()))
    return DONE


def _written(
    dataset: Dataset, tables: dict[str, str], form: str, folder: str, *, overwrite: bool = False
) -> tuple[Path, ...]:
    if form == "datapackage":
        return write_data_package(dataset, folder, tables, overwrite=overwrite)
    write = {"ckan": write_ckan, "dcat": write_dcat, "ms": write_ms_forms}[form]
    return write(dataset, folder, overwrite=overwrite)


def _keep_inputs(dataset: Dataset, tables: dict[str, str], options: argparse.Namespace, words: Words) -> None:
    """Refuse an export that would replace its own input; which files it writes, a trial in another folder shows."""
    with TemporaryDirectory() as trial:
        written = [path.relative_to(trial) for path in _written(dataset, tables, options.export, trial)]
    for target in (Path(options.output, path) for path in written):
        if target.exists() and any(is_same(target.stat(), given) for given in inputs(options)):
            raise UsageError(words("output.same", file=target))


def _facts(report: PrincipleReport, words: Words) -> dict[str, Any]:
    principles = {}
    for principle in Principle:
        passed, examined = report.passed(principle)
        principles[principle.value] = {
            "passed": passed,
            "checks": examined,
            "failed": [each.name for each in report.of(principle) if each.examined and not each.is_passed],
            "findings": [
                {**as_object(each, words, where=each.where), "data": dict(each.data)}
                for each in report.findings[principle]
            ],
        }
    return {
        "dataset": report.dataset,
        "rows": report.rows,
        "clean": report.is_clean,
        "principles": principles,
    }


def _write_rows(report: PrincipleReport, out: Output, words: Words) -> None:
    rows = out.rows(("principle", "code", "severity", "where", "message"))
    for principle in Principle:
        for each in report.findings[principle]:
            rows.write([str(principle), each.code, str(each.severity), each.where, each.message(words.lang)])


def _print_page(report: PrincipleReport, words: Words) -> None:
    say(words("audit.title", name=report.dataset), style="bold")
    lines = []
    for principle in Principle:
        passed, examined = report.passed(principle)
        lines.append([principle.label(words.lang), words("audit.passed", passed=passed, checks=examined)])
    say_table(lines, right=[1], head=False)
    if report.rows is None:
        say(words("audit.no_table", number=sum(not each.examined for each in report.checks)))
    else:
        say(words("audit.rows", number=report.rows))
    found = report.first
    for severity in Severity:
        of_severity = [each for each in found if each.severity is severity]
        if of_severity:
            _print_findings(of_severity, severity, words)
    if not found:
        say(words("audit.clean"))


def _print_findings(found: Sequence[Finding], severity: Severity, words: Words) -> None:
    say_severity(severity, words)
    numbers = Counter(each.code for each in found)
    for code in list(numbers)[:_KINDS]:
        of_kind = [each for each in found if each.code == code]
        for each in of_kind[:_EXAMPLES]:
            place = f" [{each.where}]" if each.where.startswith("/") else ""
            say(f"  {each.message(words.lang)}{place}")
        if len(of_kind) > _EXAMPLES:
            say(f"  {words('audit.more', number=len(of_kind) - _EXAMPLES, code=code)}")
        say(f"    {words('check.action')}: {kind(code).action[words.lang]}")
    if len(numbers) > _KINDS:
        left = sum(number for code, number in list(numbers.items())[_KINDS:])
        say(f"  {words('notes.more', number=left)}")
