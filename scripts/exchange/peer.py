"""Reads and writes what Treeline exchanges with other programs, by Python's own modules alone.

    peer.py sqlite FILE               rows of each table, as JSON
    peer.py read ARCHIVE ROWS         compares an archive of the reference with the rows that it must hold
    peer.py write ROWS ARCHIVE        makes such an archive of rows

ROWS has a line of JSON per row: {"table": ..., "row": {...}}, in the order in which an archive has them.
"""

import ast
import csv
import io
import json
import sqlite3
import sys
import tarfile
from datetime import datetime

# reference/operations.md 1.3
COLUMNS = {
    "checkouts": "_timestamp, id, origin, tree_name, git_repository_url, git_commit_hash, git_commit_name,"
    " git_repository_branch, patchset_files, patchset_hash, message_id, comment, start_time, log_url,"
    " log_excerpt, valid, misc, git_commit_message, git_repository_branch_tip, git_commit_tags,"
    " origin_builds_finish_time, origin_tests_finish_time",
    "builds": "_timestamp, checkout_id, id, origin, comment, start_time, duration, architecture, command,"
    " compiler, input_files, output_files, config_name, config_url, log_url, log_excerpt, misc, status",
    "issues": "_timestamp, id, version, origin, report_url, report_subject, culprit_code, culprit_tool,"
    " culprit_harness, comment, misc, categories",
    "tests": "_timestamp, build_id, id, origin, environment_comment, environment_misc, path, comment,"
    " log_url, log_excerpt, status, start_time, duration, output_files, misc, number_value,"
    " environment_compatible, number_prefix, number_unit, input_files",
    "incidents": "_timestamp, id, origin, issue_id, issue_version, build_id, test_id, present, comment, misc",
}
COLUMNS = {table: names.replace(",", "").split() for table, names in COLUMNS.items()}
INSTANTS = {"_timestamp", "start_time", "origin_builds_finish_time", "origin_tests_finish_time"}
JSON = {"misc", "environment_misc", "patchset_files", "input_files", "output_files"}
LISTS = {"git_commit_tags", "environment_compatible", "categories"}
FLAGS = {
    "valid",
    "git_repository_branch_tip",
    "culprit_code",
    "culprit_tool",
    "culprit_harness",
    "present",
}
NUMBERS = {"version", "issue_version", "duration", "number_value"}
csv.field_size_limit(1 << 30)


def value(column, text):
    """What a field of an archive means; an empty one is no value."""
    if text == "":
        return None
    if column in INSTANTS:
        return datetime.fromisoformat(text)
    if column in JSON:
        return json.loads(text)
    if column in LISTS:
        return ast.literal_eval(text)
    if column in FLAGS:
        return {"True": True, "False": False}[text]
    return float(text) if column in NUMBERS else text


def expected(column, stored):
    """What a row holds, as far as an archive can tell: no value and an empty text are one."""
    if stored is None or stored == "":
        return None
    if column in INSTANTS:
        return datetime.fromisoformat(stored)
    return float(stored) if column in NUMBERS else stored


def field(column, stored):
    """How a row is written: what Python prints."""
    if stored is None:
        return None
    if column in INSTANTS:
        return str(datetime.fromisoformat(stored))
    if column in JSON:
        return json.dumps(stored)
    return stored  # csv prints lists, flags and numbers as Python does


def rows(path):
    tables = {table: [] for table in COLUMNS}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            tables[row["table"]].append(row["row"])
    return tables


def read(archive, truth):
    tables = rows(truth)
    with tarfile.open(archive, "r:gz") as tar:
        for table, wanted in tables.items():
            data = tar.extractfile(f"{table}.csv").read()
            assert data.count(b"\r\n") >= len(wanted), f"{table}: rows do not end in CR LF"
            found = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
            assert len(found) == len(wanted), f"{table}: {len(found)} rows, {len(wanted)} expected"
            for number, (fields, row) in enumerate(zip(found, wanted), 1):
                assert len(fields) == len(COLUMNS[table]), f"{table}, row {number}: {len(fields)} fields"
                for column, text in zip(COLUMNS[table], fields):
                    got, want = value(column, text), expected(column, row[column])
                    assert got == want, f"{table}, row {number}, {column}: {got!r} for {want!r}"
    print(json.dumps({table: len(wanted) for table, wanted in tables.items()}))


def write(truth, archive):
    with tarfile.open(archive, "w:gz") as tar:
        for table, stored in rows(truth).items():
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            for row in stored:
                writer.writerow([field(column, row[column]) for column in COLUMNS[table]])
            data = text.getvalue().encode("utf-8")
            entry = tarfile.TarInfo(f"{table}.csv")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


def sqlite(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        assert file.execute("pragma integrity_check").fetchone() == ("ok",)
        counts = {
            table: file.execute(f"select count(*), count(distinct id) from {table}").fetchone()
            for table in COLUMNS
        }
    print(json.dumps(counts))


{"read": read, "write": write, "sqlite": sqlite}[sys.argv[1]](*sys.argv[2:])
