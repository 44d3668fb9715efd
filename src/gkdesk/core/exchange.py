"""A report <-> the exchange format gkdesk-report/1, a JSON text."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from gkdesk.core.explanations import Explanation
from gkdesk.core.form import Form
from gkdesk.core.prose import brief, clean, official
from gkdesk.core.report import CONTACT_FIELDS, SIGNATURE_FIELDS, UNSEALED, Remark, Report
from gkdesk.errors import UserError

FORMAT = "gkdesk-report/1"

_KEYS = {
    "format",
    "form",
    "organ",
    "year",
    "prose",
    "answers",
    "signature",
    "contact",
    "explanations",
    "printed_totals",
    "remarks",
}


_FIELDS = ("organ", "year", "signature.organ", "signature.date")


def load(text: str, form_of: Callable[[str], Form], today: date) -> Report:
    """The report in a JSON text; `form_of` gives the form of an edition or raises UserError.

    Raises UserError, with the place, for anything that `gkdesk-report/1` does not allow.
    """
    data = _object(_parse(text), "报告文件")
    if data.get("format") != FORMAT:
        raise UserError(f"这不是政务公开年报的数据文件：“format”应为“{FORMAT}”。")
    _only(data, _KEYS, "报告文件")
    form = form_of(_text(data.get("form"), "form"))
    texts = {
        "organ": _organ(data.get("organ")),
        "year": str(_year(data.get("year"), form, today)),
    }
    texts |= _prose(data.get("prose", {}), form)
    texts |= _answers(data.get("answers", {}), form)
    texts |= _signature(data.get("signature", {}))
    contact = _object(data.get("contact", {}), "contact")
    _only(contact, set(CONTACT_FIELDS), "contact")
    texts |= {f"contact.{k}": _text(v, f"contact.{k}") for k, v in contact.items()}
    return Report(
        form,
        texts,
        explanations=[_explanation(*item, form) for item in _items(data, "explanations")],
        printed_totals=_printed_totals(data.get("printed_totals", {}), form),
        remarks=[_remark(*item) for item in _items(data, "remarks")],
    )


def dump(report: Report) -> str:
    """The canonical JSON text of a report."""
    return json.dumps(as_object(report), ensure_ascii=False, indent=1) + "\n"


def as_object(report: Report) -> dict[str, Any]:
    """The canonical form of a report as an object, its keys in the order of the format."""
    form = report.form
    prose = {section.id: official(report.text(section.id)) for section in form.prose}
    signature = {name: report.text(f"signature.{name}") for name in ("organ", "date")}
    contact = {name: report.text(f"contact.{name}") for name in CONTACT_FIELDS}
    optional: dict[str, Any] = {
        "signature": {**_filled(signature), "sealed": report.sealed}
        if any(signature.values()) or not report.sealed
        else {},
        "contact": _filled(contact),
        "explanations": [
            vars(item) | {"addresses": list(item.addresses)} for item in report.explanations
        ],
        "printed_totals": {
            a: report.printed_totals[a] for a in form.cells if a in report.printed_totals
        },
        "remarks": [vars(item) for item in report.remarks],
    }
    return {
        "format": FORMAT,
        "form": form.edition,
        "organ": report.organ,
        "year": report.year,
        "prose": _filled(prose),
        "answers": _filled({address: report.text(address) for address in form.cells}),
        **{key: value for key, value in optional.items() if value},
    }


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _parse(text: str) -> Any:
    """The JSON value of a text; keys that stand twice and NaN are refused as well."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise UserError(
            f"数据文件第{error.lineno}行第{error.colno}个字符处不是合法的 JSON，"
            "文件可能被改动或没有传完，请重新取得这个文件。"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UserError("数据文件的内容过长或嵌套过深，不是政务公开年报的数据文件。") from error


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UserError(
                f"数据文件中“{brief(key)}”出现了两次，无法判断以哪一个为准，请删去一个。"
            )
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise UserError(f"数据文件中有“{name}”，它不是数字；数值要写成带引号的十进制数。")


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UserError(f"“{place}”应是一组“名称: 值”，这里是{_kind(value)}。")
    return value


def _items(data: Mapping[str, Any], key: str) -> list[tuple[dict[str, Any], str]]:
    items = data.get(key, [])
    if not isinstance(items, list):
        raise UserError(f"“{key}”应是一个列表，这里是{_kind(items)}。")
    places = [f"{key}[{index}]" for index in range(len(items))]
    return [(_object(item, place), place) for item, place in zip(items, places, strict=True)]


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise UserError(f"“{place}”应是带引号的文字，这里是{_kind(value)}。")
    return clean(value).strip()


def _text_or_none(value: Any, place: str) -> str | None:
    """A side of a finding, which may be absent; its spaces count, for it must be met again."""
    if value is None:
        return None
    _text(value, place)
    return clean(value)


def _kind(value: Any) -> str:
    """What a JSON value is, in a clerk's words."""
    if value is None:
        return "空的"
    if isinstance(value, bool):
        return f"“{str(value).lower()}”"
    if isinstance(value, int | float):
        return f"不带引号的数 {brief(str(value))}"
    return "文字" if isinstance(value, str) else "一组值" if isinstance(value, dict) else "列表"


def _only(data: Mapping[str, Any], known: set[str], place: str) -> None:
    for key in data:
        if key not in known:
            raise UserError(
                f"“{place}”中有不认识的“{brief(key)}”。请用新版程序打开，或删去这一项。"
            )


def _organ(value: Any) -> str:
    organ = "" if value is None else _text(value, "organ").replace("\n", "")
    if not organ:
        raise UserError("数据文件缺少机关名称（organ），请补上机关全称。")
    return organ


def _year(value: Any, form: Form, today: date) -> int:
    last = today.year + 1
    if not isinstance(value, int) or isinstance(value, bool):
        raise UserError(f"年度（year）应是四位数的年份，这里是{_kind(value)}。")
    if not form.first_year <= value <= last:
        raise UserError(
            f"年度（year）{brief(str(value))}超出范围：表样{form.edition}适用于{form.first_year}年至{last}年。"
        )
    return value


def _prose(value: Any, form: Form) -> dict[str, str]:
    prose = _object(value, "prose")
    _only(prose, {section.id for section in form.prose}, "prose")
    return {key: _text(text, f"prose.{key}") for key, text in prose.items()}


def _answers(value: Any, form: Form) -> dict[str, str]:
    answers = _object(value, "answers")
    for address in answers:
        cell = form.cells.get(address)
        if cell is None:
            raise _unknown_address(address, "answers", form)
        if cell.worked_out:
            raise UserError(f"“answers”中的“{address}”是自动算出的总计，不能填写，请删去这一项。")
    return {address: _text(text, f"answers.{address}") for address, text in answers.items()}


def _printed_totals(value: Any, form: Form) -> dict[str, str]:
    totals = _object(value, "printed_totals")
    for address in totals:
        if address not in form.cells or not form.cells[address].worked_out:
            raise UserError(f"“printed_totals”中的“{brief(address)}”不是总计格，请核对地址。")
    return {address: _text(text, f"printed_totals.{address}") for address, text in totals.items()}


def _signature(value: Any) -> dict[str, str]:
    signature = _object(value, "signature")
    _only(signature, set(SIGNATURE_FIELDS), "signature")
    texts = {
        f"signature.{name}": _text(signature[name], f"signature.{name}").replace("\n", "")
        for name in ("organ", "date")
        if name in signature
    }
    sealed = signature.get("sealed", True)
    if not isinstance(sealed, bool):
        raise UserError(f"“signature.sealed”应是 true 或 false，这里是{_kind(sealed)}。")
    if texts.get("signature.date"):
        texts["signature.date"] = _date(texts["signature.date"])
    return texts if sealed else texts | {"signature.sealed": UNSEALED}


def _date(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            f"“signature.date”的“{brief(text)}”不是日期，应写成 2025-01-20 这样的形式。"
        ) from error
    return day.isoformat()


def _explanation(item: dict[str, Any], place: str, form: Form) -> Explanation:
    _only(item, set(Explanation.__dataclass_fields__), place)
    addresses = item.get("addresses", [])
    if not isinstance(addresses, list):
        raise UserError(f"“{place}.addresses”应是一个列表，这里是{_kind(addresses)}。")
    return Explanation(
        check=_text(item.get("check"), f"{place}.check"),
        addresses=tuple(_address(one, f"{place}.addresses", form) for one in addresses),
        left=_text_or_none(item.get("left"), f"{place}.left"),
        right=_text_or_none(item.get("right"), f"{place}.right"),
        reason=_text(item.get("reason"), f"{place}.reason"),
        who=_text(item.get("who", ""), f"{place}.who"),
        when=_text(item.get("when", ""), f"{place}.when"),
    )


def _address(value: Any, place: str, form: Form) -> str:
    """An address at which there can be a finding: a cell, a section, or a field of its own."""
    address = _text(value, place)
    sections = (form.preface.id, *(section.id for section in form.sections))
    if address in form.cells or address in sections or address in _FIELDS:
        return address
    raise _unknown_address(address, place, form)


def _unknown_address(address: str, place: str, form: Form) -> UserError:
    return UserError(f"“{place}”中的地址“{brief(address)}”在表样{form.edition}里没有，请核对。")


def _remark(item: dict[str, Any], place: str) -> Remark:
    _only(item, set(Remark.__dataclass_fields__), place)
    return Remark(
        *(_text(item.get(key), f"{place}.{key}") for key in ("kind", "address", "message"))
    )
