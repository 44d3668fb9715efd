"""The reader of form files: strict, and all mistakes at once."""

import tomllib

import pytest

from gkdesk.core.form_file import FormFileError, read_form
from gkdesk.files import shipped

TEXT = shipped.read_text("forms/2021.toml")


def mistakes(text: str) -> str:
    """What the reader says against a text."""
    with pytest.raises(FormFileError) as caught:
        read_form(text, "2021.toml")
    return str(caught.value)


def changed(old: str, new: str) -> str:
    """The shipped form file with one passage changed."""
    assert old in TEXT
    return TEXT.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ('edition = "2021"', 'edition = "2021"\ncolour = "red"', "form", "unknown key 'colour'"),
        ('name = "总体情况"\n', "", "sections[0]", "'name' is missing"),
        ('id = "granted"', 'id = "granted"\nwidth = 3', "rows[2]", "unknown key 'width'"),
        ('id = "granted"', 'id = "carried_over"', "applications", "'carried_over' stands twice"),
        ('under = "refused"', 'under = "refuse"', "under", "unknown heading 'refuse'"),
        ('sum = ["upheld",', 'sum = ["upholden",', "total.sum", "unknown id 'upholden'"),
        ('sum = ["upheld",', 'sum = ["total",', "total", "leads back to itself"),
        ('sum = ["upheld",', 'sum = ["upheld", "upheld",', "total.sum", "'upheld' is added twice"),
        ('left = ["new_received",', 'left = ["new",', "t3.identity", "unknown row 'new'"),
        ('columns = ["total"]', 'columns = ["sum"]', "t3.row_sum", "unknown column 'sum'"),
        ('kind = "balance"', 'kind = "formula"', "checks[2].kind", "'formula' is none of"),
        ('fills = "carried_forward"', "number = 6", "checks[2]", "'number' means nothing"),
        ('right = ["results_total", "carried_forward"]\n', "", "checks[2]", "needs 'right'"),
        (
            'section = "overview"\nrule',
            'section = "other"\nrule',
            "sections.five_subs",
            "unknown section",
        ),
        (
            'check = "text.carry"',
            'check = "text.cary"',
            "topics.carried",
            "unknown check 'text.cary'",
        ),
        (
            'none_check = "text.zero"',
            'none_check = "zero"',
            "topics.received",
            "unknown check 'zero'",
        ),
        (
            'cells = ["applications.carried_forward.total"]',
            'cells = ["applications.forward.total"]',
            "topics.carried_forward",
            "unknown cell 'applications.forward.total'",
        ),
        (
            'cells = ["applications.overdue_fee.total"]',
            'cells = ["applications.overdue_fee.sum"]',
            "checks.sec6.fee_link",
            "unknown cell 'applications.overdue_fee.sum'",
        ),
        ('id = "carried_over"\ncheck', 'id = "carried_forward"\ncheck', "topics", "stands twice"),
        ('check = "text.carry"\n', "", "topics[", "'check' is missing"),
        ('near = "sentence"', 'near = "word"', "near", "'word' is none of paragraph, sentence"),
        ("[[topics.readings]]\n", "[[topics.readings]]\nsum = 1\n", "readings[0]", "key 'sum'"),
        ("fillers = [", "filler = [", "speech", "unknown key 'filler'"),
        ('example = "202020年"\n', "", "checks[", "'example' is missing"),
        ("outlook = true", 'outlook = "yes"', "outlook", "wrong type"),
        ('plus = ["issued"]', 'plus = ["made"]', "t2.balance", "unknown column 'made'"),
        ('limit_for = "township"', 'limit_for = "town"', "amount.unit_suspect", "unknown group"),
        ('kind = "stock"', 'kind = "carry"', "checks[5]", "'plus' means nothing"),
        ('applies_to = "township"', 'applies_to = "city"', "t2.no_township_rules", "unknown group"),
        ("widths = [2211,", "widths = [2212,", "widths", "add up to 8845, not 8844"),
        ("widths = [2211, 2211,", "widths = [4422,", "widths", "3 widths for 4 columns"),
        ("font_points = 12", 'font_points = "12"', "font_points", "wrong type"),
        ("first_year = 2021", "first_year = true", "first_year", "wrong type"),
        ('under = "applicants"\nhelp', 'under = "organisations"\nhelp', "", ""),
    ],
)
def test_a_mistake_is_refused_with_its_place(old: str, new: str, place: str, what: str) -> None:
    """Unknown, missing and doubled keys and ids, circles, types and widths are all found."""
    if not what:
        assert read_form(changed(old, new), "2021.toml")  # another shape, but a sound one
        return
    said = mistakes(changed(old, new))

    assert place in said
    assert what in said


def test_all_mistakes_are_listed_at_once() -> None:
    """Whoever writes a new form does not mend it one run at a time."""
    text = changed('name = "总体情况"\n', "").replace('kind = "balance"', 'kind = "formula"')

    assert len(mistakes(text).splitlines()) == 2


def test_text_that_is_no_toml_is_refused_with_its_line() -> None:
    """The parser's own complaint is passed on."""
    assert "line 1" in mistakes("= 3")


def test_a_circle_of_headings_is_refused() -> None:
    """A heading cannot stand under itself, however far round."""
    text = changed(
        'label = "三、本年度办理结果"', 'label = "三、本年度办理结果"\nunder = "refused"'
    )

    assert "leads back to itself" in mistakes(text)


@pytest.mark.parametrize("key", sorted(tomllib.loads(TEXT)))
def test_no_part_of_the_form_may_be_missing(key: str) -> None:
    """Each top-level part is needed."""
    data = tomllib.loads(TEXT)
    del data[key]

    with pytest.raises(FormFileError):
        read_form(_dumped(data), "2021.toml")


def _dumped(data: dict[str, object]) -> str:
    """A TOML text of the data, in JSON-like inline tables."""
    return "\n".join(f"{key} = {_inline(value)}" for key, value in data.items())


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{k}" = {_inline(v)}' for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return repr(value) if isinstance(value, (int, float)) else _quoted(str(value))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


OLD = shipped.read_text("forms/2019.toml")


def based(old: str = "", new: str = "") -> str:
    """What the reader says against the form that is based on another, with one passage changed."""
    with pytest.raises(FormFileError) as caught:
        read_form(OLD.replace(old, new, 1), "2019.toml", base_of=lambda edition: TEXT)
    return str(caught.value)


def test_a_form_that_is_based_on_another_has_its_own_sections_and_the_others() -> None:
    form = read_form(OLD, "2019.toml", base_of=lambda edition: TEXT)
    base = read_form(TEXT, "2021.toml")

    assert [section.id for section in base.sections] == [section.id for section in form.sections]
    assert form.section("applications").table == base.section("applications").table
    assert "本年新制作数量" == form.sections[1].table.blocks[0].columns[0].label  # type: ignore[union-attr]
    assert "num.amount" not in {check.id for check in form.checks}
    assert "num.count" in {check.id for check in form.checks}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"t2.balance"', '"t2.ballance"', "without.checks: unknown id 't2.ballance'"),
        ('    "t2.balance",\n', "", "checks.t2.balance: unknown column 'in_force'"),
        ('"documents_issued", ', "", "topics.documents_issued: unknown cell"),
        ('id = "proactive_disclosure"', 'id = "openness"', "'openness' is not in the edition"),
        ('edition = "2019"', 'edition = "2019"\ncolour = "red"', "unknown key 'colour'"),
    ],
)
def test_the_mistakes_of_a_form_that_is_based_on_another_are_found(
    old: str, new: str, what: str
) -> None:
    assert what in based(old, new)


def test_a_form_stands_on_another_only_where_that_is_at_hand() -> None:
    with pytest.raises(FormFileError, match="unknown key 'based_on'"):
        read_form(OLD, "2019.toml")
