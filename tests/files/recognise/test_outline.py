"""What the styles of a file tell: headings, title, prose and signature; and when they do not."""

from __future__ import annotations

import pytest

from gkdesk.files import shipped
from gkdesk.files.document import Document, Look
from gkdesk.files.recognise.outline import read_day, read_outline, read_signature, read_title

FORM = shipped.form("2021")
ORGAN = "叶城县河园镇人民政府"
HEADINGS = [(section.label, Look("heading 1")) for section in FORM.sections]
BODY, TITLE = Look("body text"), Look("title")


def of(*pairs: tuple[str, Look]) -> Document:
    """A document of paragraphs with their looks."""
    return Document(
        tuple(text for text, _ in pairs),
        looks={index: look for index, (_, look) in enumerate(pairs)},
    )


def test_headings_stand_in_a_style_of_their_own() -> None:
    """A line of prose with the same words is none."""
    first, *rest = HEADINGS
    found = read_outline(FORM, of(first, (rest[0][0], BODY), *rest))

    assert {0: "overview", 2: "proactive_disclosure"} == {
        block: found.headings[block].id for block in (0, 2)
    }
    assert 1 not in found.headings


@pytest.mark.parametrize(
    "pairs",
    [
        HEADINGS[1:],
        [*HEADINGS, HEADINGS[0]],
        [HEADINGS[1], HEADINGS[0], *HEADINGS[2:]],
        [*HEADINGS, ("（一）主动公开", Look("heading 1"))],
        [(text, Look()) for text, _ in HEADINGS],
    ],
)
def test_a_style_that_holds_other_things_tells_nothing(pairs: list[tuple[str, Look]]) -> None:
    """One is missing, doubled, out of order, another stands there, or there is no style."""
    found = read_outline(FORM, of(*pairs, ("正文", BODY)))

    assert {} == found.headings
    assert not found.is_prose(len(pairs))


@pytest.mark.parametrize(
    ("look", "prose"),
    [
        (BODY, True),
        (Look("heading 2"), True),
        (Look("heading 1"), False),
        (Look(), False),
        (Look("body text", placed=True), False),
    ],
)
def test_prose_is_in_a_style_of_text_and_put_nowhere(look: Look, prose: bool) -> None:
    found = read_outline(FORM, of(*HEADINGS, ("2025年1月20日", look)))

    assert prose == found.is_prose(len(HEADINGS))


@pytest.mark.parametrize("organ", [ORGAN, "第12师2024年", "《乡》  编辑部", "2025年"])
def test_a_title_is_read_by_the_words_of_the_form(organ: str) -> None:
    text = f"{organ}2024年政府信息公开工作年度报告"
    document = of((text, TITLE), *HEADINGS)

    found = read_title(FORM, document, read_outline(FORM, document))

    assert (organ, 2024, 0, 1) == found


def test_a_title_of_several_lines_keeps_the_blanks_around_their_ends() -> None:
    whole = Look("title", text="ABC \nOffice2024年\n政府信息公开工作年度报告", lines=3)
    pairs = {0: whole} | {3 + index: look for index, (_, look) in enumerate(HEADINGS)}
    lines = ("ABC", "Office2024年", "政府信息公开工作年度报告")
    document = Document((*lines, *(text for text, _ in HEADINGS)), looks=pairs)

    assert ("ABC Office", 2024, 0, 3) == read_title(FORM, document, read_outline(FORM, document))


@pytest.mark.parametrize(
    ("looks", "sealed"),
    [
        ([Look("signature", side="center"), Look("signature", side="right", right=1260)], True),
        ([Look("signature", side="left"), Look("signature", side="left")], False),
        ([Look("signature"), Look("signature")], True),
    ],
)
def test_the_place_of_the_organ_tells_whether_it_is_sealed(looks: list[Look], sealed: bool) -> None:
    """GB/T 9704: centred above the date with a seal, and so where nothing says otherwise."""
    document = of(("无。", BODY), *zip((ORGAN, "2025年1月20日"), looks, strict=True))

    assert (ORGAN, 1, "2025-01-20", 2, sealed) == read_signature(FORM, document)


@pytest.mark.parametrize(("right", "sealed"), [(1260, True), (630, False), (0, True)])
def test_a_date_alone_tells_it_by_its_distance_from_the_right(right: int, sealed: bool) -> None:
    """Four characters with a seal, two without; a date at the edge says nothing."""
    document = of(("2025年1月20日", Look("signature", side="right", right=right)))

    assert ("", 0, "2025-01-20", 0, sealed) == read_signature(FORM, document)


def test_an_organ_alone_may_be_like_a_date() -> None:
    document = of(("2025年1月20日", Look("signature", side="center")))

    assert ("2025年1月20日", 0, "", 0, True) == read_signature(FORM, document)


def test_a_paragraph_behind_a_signature_makes_it_none() -> None:
    document = of((ORGAN, Look("signature")), ("抄送：县政府。", BODY))

    assert read_signature(FORM, document) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("987年6月5日", "0987-06-05"), ("2025 年 1 月 20 日", "2025-01-20"), ("2025年13月1日", "")],
)
def test_a_day_is_one_of_the_calendar(text: str, day: str) -> None:
    assert day == read_day(text)
