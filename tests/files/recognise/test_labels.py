"""A label is known by its words: signs, numbering, spaces and small damage aside."""

from __future__ import annotations

import pytest

from gkdesk.files import shipped
from gkdesk.files.recognise.labels import ends_with_row, key, match_row, row_labels

FORM = shipped.form("2021")
LABELS = row_labels(FORM)


def row_of(text: str) -> tuple[str, bool] | None:
    """The row that a label names, and whether it is damaged."""
    match = match_row(text, LABELS)
    return None if match is None else (match.label.row.id, match.damaged)


def test_every_official_label_names_its_row() -> None:
    for label in LABELS:
        for text in (label.row.label, *label.row.aliases):
            assert (label.row.id, False) == row_of(text)


def test_keys_of_two_rows_are_never_the_same() -> None:
    keys = [(one, label.row.id) for label in LABELS for one in label.keys]

    assert len({one for one, _ in keys}) == len(set(keys))


@pytest.mark.parametrize(
    "text",
    [
        "1.属于国家秘密",
        "１．属于国家秘密",
        "1、 属于 国家 秘密",
        "（1）属于国家秘密",
        "属于国家\n秘密",
        "属于国家秘密：",
    ],
)
def test_signs_spaces_and_line_breaks_do_not_matter(text: str) -> None:
    assert ("state_secret", False) == row_of(text)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("3.危及“三安全一稳定”", "three_security_one_stability"),
        ("3.危及'三安全一稳定'", "three_security_one_stability"),
        ("(七)总计", "results_total"),
        ("（二）部分公开(区分处理的，只计这一情形，不计其他情形)", "partly_granted"),
        ("一 、本年新收政府信息公开申请数量", "new_received"),
    ],
)
def test_brackets_and_quotes_may_be_half_width(text: str, row: str) -> None:
    assert (row, False) == row_of(text)


def test_a_damaged_label_is_known_and_said_to_be_damaged() -> None:
    assert ("not_held", True) == row_of("1.本机关不掌握相关政信息")
    assert ("new_received", True) == row_of("一、本年新收政府信息公升申请数量")


def test_a_label_that_is_like_two_rows_is_none() -> None:
    """本年新收 and 上年结转 differ in four signs of fourteen."""
    assert row_of("年政府信息公开申请数量") is None


@pytest.mark.parametrize("text", ["规定", "行政", "", "（一）", "信息内容", "行政许句", "申请"])
def test_short_words_are_known_whole_or_not_at_all(text: str) -> None:
    assert row_of(text) is None


def test_a_label_behind_its_heading_in_one_cell_is_known() -> None:
    match = ends_with_row("（三）不予公开 1.属于国家秘密", LABELS)

    assert match is not None
    assert "state_secret" == match.label.row.id


def test_a_label_behind_other_words_is_not_known() -> None:
    assert ends_with_row("涉及商业秘密的信息不属于国家秘密", LABELS) is None


def test_numbering_before_a_label_is_no_part_of_it() -> None:
    assert "国家秘密" == key("1.国家秘密") == key("（1）国家秘密") == key("一、国家 秘密")
    assert "2024年" == key("2024年")


@pytest.mark.parametrize(
    "text", ["三、本年度办理结果（一）予以公开", "（三）不予公开1.属于国家秘密"]
)
def test_a_row_is_known_behind_its_heading_and_numbering(text: str) -> None:
    assert ends_with_row(text, LABELS) is not None


@pytest.mark.parametrize(
    ("text", "row"), [("3.其他", "other"), ("其他", "other"), ("2.其他", None)]
)
def test_a_short_label_has_its_own_number_or_none(text: str, row: str | None) -> None:
    match = match_row(text, LABELS)

    assert row == (match.label.row.id if match else None)
    assert (row is None) == (ends_with_row(text, LABELS) is None)
