"""The exchange format: what is written is read back, what is not allowed is refused by name."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdesk.core import exchange
from gkdesk.core.report import Explanation, Remark, Report
from gkdesk.errors import UserError
from gkdesk.files import shipped
from reports import empty_report, sound_report

TODAY = date(2026, 11, 23)
FORM = shipped.form("2021")


def load(text: str) -> Report:
    """A report from JSON text, on a fixed day."""
    return exchange.load(text, shipped.form, TODAY)


def changed(**members: object) -> str:
    """A sound report's JSON text with some members put in."""
    return json.dumps(exchange.as_object(sound_report()) | members)


def test_the_canonical_text_is_as_the_format_says() -> None:
    """Indent 1, the keys in order, empty prose left out, final newline."""
    report = empty_report(
        overview="(一)主动公开",
        **{
            "applications.granted.natural_person": "００7",
            "proactive_disclosure.administrative_fees.amount_10k_yuan": "3.50",
            "signature.organ": "甲镇人民政府",
            "signature.sealed": "false",
        },
    )

    assert exchange.dump(report) == (
        "{\n"
        ' "format": "gkdesk-report/1",\n'
        ' "form": "2021",\n'
        ' "organ": "叶城县河园镇人民政府",\n'
        ' "year": 2024,\n'
        ' "prose": {\n  "overview": "（一）主动公开"\n },\n'
        ' "answers": {\n'
        '  "proactive_disclosure.administrative_fees.amount_10k_yuan": "3.5",\n'
        '  "applications.granted.natural_person": "7"\n'
        " },\n"
        ' "signature": {\n  "organ": "甲镇人民政府",\n  "sealed": false\n }\n'
        "}\n"
    )


def test_an_unsealed_report_stays_unsealed_without_a_signature() -> None:
    """What is not the default is written, also where neither organ nor date is filled in."""
    report = load(changed(signature={"sealed": False}))

    assert not load(exchange.dump(report)).sealed


def test_what_a_message_quotes_is_one_short_line() -> None:
    """Somebody else's file may hold anything: lines, control characters, a million digits."""
    for text in (changed(**{"x\n" * 5000: 1}), changed(year=10**4000), changed(form="９" * 5000)):
        with pytest.raises(UserError) as refused:
            load(text)
        said = str(refused.value)
        assert "…" in said
        assert "\n" not in said
        assert len(said) < 160


def test_everything_a_report_holds_survives_the_way_out_and_in() -> None:
    """Contact, explanations, printed totals and remarks too."""
    whole = Report(
        FORM,
        dict(sound_report().texts) | {"contact.office": "党政办", "contact.phone": "0998-1234567"},
        explanations=[
            Explanation(
                "t2.no_township_rules",
                ("applications.granted.natural_person",),
                "6",
                None,
                "核对过",
                "甲",
                "",
            )
        ],
        printed_totals={"applications.granted.total": "0"},
        remarks=[Remark("cell", "applications.granted.natural_person", "看不清")],
    )
    text = exchange.dump(whole)

    assert exchange.dump(load(text)) == text


@given(
    st.dictionaries(st.sampled_from([c.address for c in FORM.typed]), st.text(max_size=8)),
    st.dictionaries(st.sampled_from([s.id for s in FORM.prose]), st.text()),
)
def test_any_report_has_one_canonical_text(answers: dict[str, str], prose: dict[str, str]) -> None:
    """Reading the canonical text and writing it again changes nothing."""
    data = {"format": exchange.FORMAT, "form": "2021", "organ": "甲", "year": 2024}
    text = exchange.dump(load(json.dumps(data | {"answers": answers, "prose": prose})))

    assert exchange.dump(load(text)) == text


def test_a_value_that_is_no_number_stays_as_typed() -> None:
    """It is a finding of the checks, not a reason to refuse the file."""
    address = "applications.granted.natural_person"

    assert load(changed(answers={address: "三件"})).text(address) == "三件"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第1行第1个字符"),
        ('{\n "format": ', "第2行第12个字符"),
        ('{"a": 1, "a": 2}', "“a”出现了两次"),
        ('{"a": NaN}', "“NaN”"),
        ("[" * 100_000, "嵌套过深"),
        ("1" * 5000, "过长"),
        ("[]", "“报告文件”应是一组“名称: 值”，这里是列表"),
        ("{}", "“format”应为“gkdesk-report/1”"),
        ('{"format": "gkdesk-report/2"}', "“format”应为"),
        (changed(form="2033"), "不认识表样“2033”"),
        (changed(form=2021), "“form”应是带引号的文字，这里是不带引号的数 2021"),
        (changed(titel="x"), "不认识的“titel”"),
        (changed(organ=" "), "缺少机关名称"),
        (changed(organ=None), "缺少机关名称"),
        (changed(year="2024"), "这里是文字"),
        (changed(year=True), "这里是“true”"),
        (changed(year=2020), "2020超出范围：表样2021适用于2021年至2027年"),
        (changed(year=2028), "2028超出范围"),
        (changed(prose={"appendix": "x"}), "“prose”中有不认识的“appendix”"),
        (changed(prose={"overview": 3}), "“prose.overview”应是带引号的文字"),
        (changed(answers={"applications.refused.natural_person": "1"}), "在表样2021里没有"),
        (changed(answers={"applications.granted.total": "1"}), "是自动算出的总计"),
        (changed(answers={"applications.granted.other_org": 3}), "不带引号的数 3"),
        (changed(answers=[]), "“answers”应是一组"),
        (changed(signature={"date": "2025-02-30"}), "“2025-02-30”不是日期"),
        (changed(signature={"sealed": "yes"}), "“signature.sealed”应是 true 或 false"),
        (changed(signature={"seal": True}), "“signature”中有不认识的“seal”"),
        (changed(contact={"fax": "1"}), "“contact”中有不认识的“fax”"),
        (changed(printed_totals={"applications.granted.other_org": "1"}), "不是总计格"),
        (changed(remarks={}), "“remarks”应是一个列表"),
        (changed(remarks=[{"kind": "cell"}]), "“remarks[0].address”"),
        (changed(explanations=[{"check": "x", "addresses": "y"}]), "“explanations[0].addresses”"),
        (changed(explanations=[{"check": "x", "addresses": ["refused"]}]), "地址“refused”"),
    ],
)
def test_what_the_format_does_not_allow_is_refused_with_its_place(text: str, said: str) -> None:
    """One clear sentence in Chinese."""
    with pytest.raises(UserError) as caught:
        load(text)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@given(
    st.lists(
        st.builds(
            Explanation,
            check=st.sampled_from([check.id for check in FORM.checks]),
            addresses=st.lists(st.sampled_from([c.address for c in FORM.typed])).map(tuple),
            left=st.none() | st.text(),
            right=st.none() | st.text(),
            reason=st.text(),
            who=st.text(),
            when=st.text(),
        )
    )
)
def test_explanations_have_one_canonical_text(given_reasons: list[Explanation]) -> None:
    """Read, kept as one text of the report, and written again: nothing changes."""
    items = [vars(one) | {"addresses": list(one.addresses)} for one in given_reasons]
    report = load(changed(explanations=items))
    kept = Report(FORM, report.texts)

    assert exchange.dump(load(exchange.dump(report))) == exchange.dump(report)
    assert exchange.dump(kept) == exchange.dump(report)
    assert kept.explanations == report.explanations
    assert len(kept.explanations) == len(given_reasons)
