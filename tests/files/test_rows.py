"""Rows by their keys: what fits no table is left out, and soundness is told by the digests."""

import pytest

from gkdesk.files.digests import export_digest, report_digest, step_digest
from gkdesk.files.rows import Rows, is_signed

AT = "2025-01-10T08:00:00.000000+00:00"
REPORT = ("河园镇", 2024, "2021", AT, AT, 1)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("reports", (1, "河园镇", 20240, "2021", AT, AT, 1)),
        ("reports", (1, "河园镇", 2024, "2021", "no time", AT, 1)),
        ("reports", (1, "河园镇", 2024, "2021", AT[:19], AT, 1)),
        ("reports", (1, None, 2024, "2021", AT, AT, 1)),
        ("reports", (1, *REPORT, "digest", "more")),
        ("answers", (1, "overview", None)),
        ("actions", (1, 1, 0, "填写", AT)),
        ("changes", (1, 1, 0, "overview", None)),
        ("exports", (1, 1, AT, "D:", "0", "{}")),
        ("settings", ("key", 1)),
    ],
)
def test_a_row_that_cannot_be_one_is_not_taken(table: str, row: tuple[object, ...]) -> None:
    """It comes out of damaged bytes."""
    assert not Rows().add(table, row)


def test_each_row_finds_its_table_by_its_shape() -> None:
    """With and without the digest of schema 2; an index gives headings."""
    rows = Rows()
    for rowid, values in (
        (7, (None, *REPORT)),
        (8, (None, "另一个镇", *REPORT[1:], "d" * 16)),
        (3, (None, 7, AT, "D:\\x", 0, "{}")),
        (None, (7, 1, 0, AT, "填写")),
        (None, (7, 2, 1, AT, "填写", "d" * 16)),
        (None, (7, 1, 0, "overview", "旧", "新")),
        (None, (7, "overview", "新")),
        (None, ("text_size", "110")),
        (None, ("河园镇", 2024, 9)),
        (2**63, (None, *REPORT)),
        (1, ("table", "reports", "reports", 4, "CREATE TABLE")),
    ):
        rows.add_unnamed(rowid, values)

    assert set(rows.reports) == {7, 8}
    assert rows.exports[3].report_id == 7
    assert [step.undone for step in rows.steps.values()] == [0, 1]
    assert [change.new for change in rows.changes_of(7, 1)] == ["新"]
    assert rows.answers == {7: {"overview": "新"}}
    assert rows.settings == {"text_size": "110"}
    assert rows.headings == {9: ("河园镇", 2024)}
    assert rows.report_ids() == {7, 8, 9}


def test_the_first_reading_of_a_row_counts() -> None:
    """SQLite's, which knows the present one."""
    rows = Rows()
    rows.add("answers", (1, "overview", "present"))
    rows.add("answers", (1, "overview", "stale"))

    assert rows.answers == {1: {"overview": "present"}}


def test_sound_is_what_its_digest_says() -> None:
    """A step without one of its changes is not sound, nor an export with another text."""
    rows = Rows()
    texts = [("a", None, "1"), ("b", None, "2")]
    rows.add("actions", (1, 1, 0, AT, "填写", step_digest(1, AT, "填写", texts)))
    rows.add("changes", (1, 1, 0, *texts[0]))
    assert rows.sound_steps(1) == {}
    rows.add("changes", (1, 1, 1, *texts[1]))
    assert list(rows.sound_steps(1)) == [1]

    rows.add("exports", (1, 1, AT, "x", 0, "{}", export_digest(AT, "x", 0, "{}")))
    rows.add("exports", (2, 1, AT, "x", 0, "{}", export_digest(AT, "x", 0, "{ }")))
    assert list(rows.sound_exports(1)) == [1]

    answers = {"b": "2", "a": "1"}
    rows.add("reports", (1, *REPORT, report_digest(REPORT[:5], sorted(answers.items()))))
    assert is_signed(rows.reports[1], answers)
    assert not is_signed(rows.reports[1], {"a": "1"})


def test_before_schema_2_a_step_needs_its_changes_alone() -> None:
    """Nothing else tells."""
    rows = Rows()
    rows.add("actions", (1, 1, 0, AT, "填写"))
    assert rows.sound_steps(1) == {}
    rows.add("changes", (1, 1, 0, "a", None, "1"))
    assert list(rows.sound_steps(1)) == [1]
