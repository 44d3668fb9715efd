"""Every shipped form file, whole: labels to the letter, sums, checks, help."""

import json
from pathlib import Path

import pytest

from gkdesk.core import exchange
from gkdesk.core.checks.run import run_checks
from gkdesk.core.form import Form
from gkdesk.core.grid import lay_out
from gkdesk.errors import UserError
from gkdesk.files import shipped
from gkdesk.files.report_file import read_report

OFFICIAL = json.loads(
    (Path(__file__).parent / "data" / "official-2021.json").read_text(encoding="utf-8")
)
OFFICIAL_2019 = json.loads(
    (Path(__file__).parent / "data" / "official-2019.json").read_text(encoding="utf-8")
)
SAMPLE = Path(__file__).parents[1] / "resources" / "samples" / "heyuan-2024.json"
ELSEWHERE = {"hierarchy.sum"}  # belongs to collating


@pytest.fixture(params=[*shipped.READ_ONLY, *shipped.EDITIONS])
def form(request: pytest.FixtureRequest) -> Form:
    """Each edition that is shipped."""
    return shipped.form(request.param)


def test_every_edition_on_the_shelf_is_known() -> None:
    """No form file is shipped that the program does not know, and the other way round."""
    folder = Path(__file__).parents[1] / "resources" / "forms"

    assert {path.stem for path in folder.glob("*.toml")} == {*shipped.EDITIONS, *shipped.READ_ONLY}


@pytest.mark.parametrize("section_id", OFFICIAL["tables"])
def test_labels_and_merges_are_the_official_ones(section_id: str) -> None:
    """Every label stands where the official form has it, merged as there, to the letter."""
    form = shipped.form("2021")
    grid = lay_out(form, form.section(section_id))
    ours = [
        [cell.row, cell.column, cell.row_span, cell.column_span, cell.text]
        for cell in grid.cells
        if cell.role != "figure"
    ]

    assert ours == OFFICIAL["tables"][section_id]


def test_the_old_table_has_the_labels_of_its_notice() -> None:
    """国办公开办函〔2019〕60号: captions, heads and rows of its table two, to the letter."""
    form = shipped.form("2019")
    table = form.section("proactive_disclosure").table
    assert table is not None
    ours = [
        {
            "caption": block.caption,
            "header": [block.corner, *(column.label for column in block.columns)],
            "rows": [row.label for row in block.rows],
        }
        for block in table.blocks
    ]

    assert OFFICIAL_2019["blocks"] == ours
    assert OFFICIAL_2019["document_number"] == form.document_number
    assert OFFICIAL_2019["report_years"][0] == form.first_year


def test_the_old_form_keeps_only_addresses_that_the_newer_has() -> None:
    """What means the same: three decisions of table two, all of tables three and four."""
    old, new = shipped.form("2019"), shipped.form("2021")
    decisions = [address for address in old.cells if address.endswith(".decisions")]
    others = [address for address in new.cells if not address.startswith("proactive_disclosure.")]

    assert [*decisions, *others] == list(old.cells)
    assert set(old.cells) < set(new.cells)
    assert {OFFICIAL_2019["decisions"]} == {old.cells[one].column.label for one in decisions}


def test_title_sections_and_parts_are_the_official_ones() -> None:
    """Six headings in their order, five parts of the first."""
    form = shipped.form("2021")

    assert list(form.title) == OFFICIAL["title_lines"]
    assert [section.label for section in form.sections] == OFFICIAL["sections"]
    assert [part.label for part in form.section("overview").parts] == OFFICIAL["parts"]


def test_addresses_and_worked_out_cells_are_the_official_ones() -> None:
    """What is typed and what is worked out, in the form's order."""
    form = shipped.form("2021")

    assert list(form.cells) == OFFICIAL["addresses"]
    assert [cell.address for cell in form.totals] == OFFICIAL["worked_out"]


def test_totals_add_up_the_rows_and_columns_of_the_form() -> None:
    """Twenty-one results, six applicants, four outcomes."""
    form = shipped.form("2021")

    assert len(form.cells["applications.results_total.natural_person"].addends) == 21
    assert len(form.cells["applications.granted.total"].addends) == 6
    assert len(form.cells["applications.results_total.total"].addends) == 21 * 6
    assert len(form.cells["review_and_litigation.reconsideration.total"].addends) == 4


def test_checks_have_the_severity_of_the_official_list() -> None:
    """Every check of the official list is there but that of collating; their ids are fixed."""
    checks = {check.id: check.severity for check in shipped.form("2021").checks}
    expected = {id: one for id, one in OFFICIAL["checks"].items() if id not in ELSEWHERE}

    assert checks == expected


def test_page_measures_are_those_of_the_standard() -> None:
    """A4 and the margins of GB/T 9704."""
    page = shipped.form("2021").page

    assert [page.width, page.height] == OFFICIAL["layout"]["page"]
    assert OFFICIAL["layout"]["margins"] == {
        "top": page.top,
        "left": page.left,
        "bottom": page.bottom,
        "right": page.right,
    }
    assert page.text_width == OFFICIAL["layout"]["text_width"]


def test_every_section_row_and_column_has_help(form: Form) -> None:
    """The clerk is new in the post."""
    assert all(section.help for section in (form.preface, *form.sections))
    assert all(cell.row.help and cell.column.help for cell in form.cells.values())


def test_help_is_whole_sentences(form: Form) -> None:
    """A help text ends like a sentence."""
    texts = [cell.row.help for cell in form.cells.values()]
    texts += [cell.column.help for cell in form.cells.values()]
    texts += [part.help for section in form.sections for part in section.parts]

    assert [text for text in texts if not text.endswith("。")] == []


def test_an_unknown_edition_is_refused_in_words() -> None:
    """The sentence names what this program knows."""
    with pytest.raises(UserError, match=r"不认识表样“2033”.*2021"):
        shipped.form("2033")


def test_the_edition_for_a_year_is_the_newest_that_serves_it() -> None:
    """Years before the first edition are refused."""
    assert shipped.edition_for(2026) == "2021"
    with pytest.raises(UserError, match="2021"):
        shipped.edition_for(2020)


def test_the_sample_is_canonical_and_sound() -> None:
    """It is the report of a real town; what its county might have said is said, and no more."""
    report = read_report(SAMPLE)

    assert exchange.dump(report) == SAMPLE.read_text(encoding="utf-8")
    assert [finding.check.id for finding in run_checks(report).findings] == [
        "period",
        "punct.year_bracket",
        "punct.nested_quote",
    ]


def test_the_sample_keeps_the_words_of_the_published_report() -> None:
    """Also its mistakes: they are what a clerk learns from."""
    report = read_report(SAMPLE)

    assert "在醒目外置张贴" in report.text("overview")
    assert "（六）透明工作考核" in report.text("overview")
    assert "国办函【2020】109号" in report.text("other_matters")
    assert report.text("problems_and_improvement").count("二是") == 3
