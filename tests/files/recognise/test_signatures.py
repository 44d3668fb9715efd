"""A signature ends a report, whatever a page puts behind it."""

from __future__ import annotations

import pytest

from gkdesk.files.recognise.signatures import Signed, find_signature

ORGAN = "叶城县河园镇人民政府"
FOOT = ["打印 关闭", "上一篇：公告", "下一篇：没有了", "主办：县政府", "网站地图", "备00000001号"]


@pytest.mark.parametrize(
    "day",
    [
        "2025年1月20日",
        "2025 年 01 月 20 日",
        "２０２５年１月２０日",
        "（2025年1月20日）",
        "2025-01-20",
        "2025.1.20",
        "二〇二五年一月二十日",
        "二○二五年一月二十日",
    ],
)
def test_a_date_is_written_in_many_ways(day: str) -> None:
    assert Signed(ORGAN, 1, "2025-01-20", 2) == find_signature(["无。", ORGAN, day])


def test_organ_and_date_may_share_a_line() -> None:
    assert Signed(ORGAN, 1, "2025-01-20", 1) == find_signature(["无。", f"{ORGAN}  2025年1月20日"])


def test_a_page_goes_on_behind_a_signature() -> None:
    signed = find_signature(["无。", ORGAN, "2025年1月20日", *FOOT, *FOOT])

    assert Signed(ORGAN, 1, "2025-01-20", 2) == signed


@pytest.mark.parametrize(
    "lines",
    [
        ["报告于2025年1月20日公布。"],
        ["各单位按时公布。", "2025-01-20", *FOOT],
        ["各单位按时公布。", "2025年1月20日", *FOOT, *FOOT],
        ["无。", ORGAN, "2025年13月20日"],
        ["无。", ORGAN, "2025.1-20"],
    ],
)
def test_what_is_no_date_or_has_no_organ_far_from_the_end_is_none(lines: list[str]) -> None:
    assert find_signature(lines) is None


def test_a_date_without_an_organ_may_end_a_report() -> None:
    assert Signed("", 1, "2025-01-20", 1) == find_signature(["没有。", "2025年1月20日"])
