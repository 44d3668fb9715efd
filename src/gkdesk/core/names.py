"""What a clerk calls an address: in the undo menu, in the history and in findings' actions."""

from gkdesk.core.checks.finding import name_of as cell_name
from gkdesk.core.explanations import ADDRESS
from gkdesk.core.form import Form

_FIELDS = {
    "organ": "机关名称",
    "year": "年度",
    "signature.organ": "落款机关",
    "signature.date": "成文日期",
    "signature.sealed": "加盖公章",
    "contact.office": "联系科室",
    "contact.address": "地址",
    "contact.postcode": "邮政编码",
    "contact.phone": "联系电话",
    "contact.email": "电子邮箱",
    ADDRESS: "已核实的说明",
}


def name_of(form: Form, address: str) -> str:
    """The short name of any address that is filled in; KeyError for another."""
    cell = form.cells.get(address)
    if cell is not None:
        return cell_name(cell)
    for section in form.prose:
        if section.id == address:
            return section.name
    return _FIELDS[address]
