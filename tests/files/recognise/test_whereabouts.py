"""Rows that stand under the heading of another section are those of another table."""

from __future__ import annotations

from gkdesk.files import shipped
from gkdesk.files.recognise.figures import Figures
from gkdesk.files.recognise.strips import strips
from gkdesk.files.recognise.tables import read_tables
from gkdesk.files.text_reader import read_plain

FORM = shipped.form("2021")
ONE, TWO, THREE, FOUR, FIVE, SIX = (section.label for section in FORM.sections)
RULES = "proactive_disclosure.government_rules.issued"
PERMITS = "proactive_disclosure.administrative_permits.decisions"
TABLE = "\n".join(
    ("规章\t1\t2\t3", "行政规范性文件\t4\t5\t6", "行政许可\t7", "行政处罚\t8", "行政强制\t9")
)
REVIEWS = "行政复议\t行政诉讼\n未经复议直接起诉\t复议后起诉\n" + "\t".join(
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3
)


def of(*lines: str) -> Figures:
    """The figures of a plain text."""
    document = read_plain("\n".join(lines))
    return read_tables(FORM, list(strips(document)), lines=document.lines)


def test_a_list_in_prose_is_not_the_table_that_is_not_there() -> None:
    figures = of(ONE, "行政许可\t77", "规章\t1\t2\t3", TWO, "见附件。", THREE)

    assert {} == figures.answers
    assert "table_missing" in [
        r.kind for r in figures.remarks if r.address == "proactive_disclosure"
    ]


def test_a_table_of_another_year_in_prose_does_not_stand_against_the_own_one() -> None:
    figures = of(ONE, TABLE.replace("7", "70"), TWO, TABLE, FIVE, TABLE.replace("1", "11"))

    assert ("1", "7") == (figures.answers[RULES], figures.answers[PERMITS])


def test_a_whole_table_may_stand_at_the_end() -> None:
    figures = of(ONE, "甲。", TWO, "见附件。", SIX, "无。", TABLE)

    assert ("1", "7") == (figures.answers[RULES], figures.answers[PERMITS])


def test_a_table_without_its_heading_is_read_where_it_stands() -> None:
    assert "7" == of(ONE, "甲。", "行政许可\t7").answers[PERMITS]


def test_two_lines_of_reviews_that_differ_are_not_read() -> None:
    ones, twos = "\t".join("1" * 15), "\t".join("2" * 15)
    figures = of(FOUR, REVIEWS, ones, REVIEWS, twos)

    assert {} == figures.answers
    assert "unsure" in [r.kind for r in figures.remarks if r.address == "review_and_litigation"]


def test_reviews_quoted_in_prose_do_not_stand_for_the_own_ones() -> None:
    ones, twos = "\t".join("1" * 15), "\t".join("2" * 15)
    figures = of(ONE, REVIEWS, twos, FOUR, REVIEWS, ones)

    assert "1" == figures.answers["review_and_litigation.reconsideration.upheld"]
