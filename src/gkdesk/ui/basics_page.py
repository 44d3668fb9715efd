"""The first step: organ, year, opening paragraph, signature, and how to be reached."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from gkdesk.core.dates import read_date, show_date
from gkdesk.core.report import CONTACT_FIELDS, UNSEALED
from gkdesk.errors import UserError
from gkdesk.ui import dialogs, look, paper
from gkdesk.ui.field import Field
from gkdesk.ui.last_year import past_text
from gkdesk.ui.new_report import read_year, year_fault
from gkdesk.ui.prose_desk import ProseDesk
from gkdesk.ui.session import Session

_FIELD_WIDTH = 400
_SHORT_WIDTH = 176
_PREFACE_LINES = 4


class BasicsPage(QWidget):
    """Shows the fields of the first step and hands each to the session when it is left."""

    focus_changed = Signal(str)
    """The address whose field got the keyboard."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        paper.make_white(self)
        self._fields: dict[str, Field] = {}
        self._widths: dict[str, int] = {}
        # What a text must be before it is stored; a field without an entry is stored as typed.
        self._takers: dict[str, Callable[[Field], None]] = {
            "organ": self.take_organ,
            "year": self.take_year,
            "signature.date": self.take_date,
        }
        self._desk = ProseDesk(session, session.form.preface.id)
        self._preface = self._desk.editor
        self._preface.focused.connect(self.focus_changed)
        self._sealed = QCheckBox(session.name_of("signature.sealed"))
        self._sealed.clicked.connect(self.take_sealed)
        self._contact = QFrame()
        self._contact_toggle = look.button("", "flat")
        self._contact_toggle.clicked.connect(self.toggle_contact)
        self._lay_out()
        self.follow(frozenset(self._fields) | {"signature.sealed"})
        self._open_contact(any(session.report.text(f"contact.{one}") for one in CONTACT_FIELDS))
        session.answers_changed.connect(self.follow)
        self.setFocusProxy(self._fields["organ"])

    def go_to(self, address: str, span: tuple[int, int] | None = None) -> None:
        """Give a field the keyboard."""
        if address == self._session.form.preface.id:
            self._preface.go_to(span)
        elif address in self._fields:
            self._open_contact(address.startswith("contact.") or not self._contact.isHidden())
            self._fields[address].setFocus()
        elif address == "signature.sealed":
            self._sealed.setFocus()
        else:
            self.setFocus()

    def commit(self) -> None:
        """Hand over what was typed into any field."""
        for field in self._fields.values():
            self.take(field)
        self._preface.commit()

    def set_text_size(self, points: int) -> None:
        """Give each field room for as much text as before."""
        for address, width in self._widths.items():
            self._fields[address].setMaximumWidth(width * points // look.POINTS)
        self._desk.set_text_size(points, _PREFACE_LINES)

    def take(self, field: Field) -> None:
        """Hand one field to the session, or say below it what is wrong."""
        if field.text() == self._shown(field.address):
            return
        try:
            self._takers.get(field.address, self.take_text)(field)
        except UserError as error:
            field.setText(self._shown(field.address))
            field.say(str(error))

    def take_text(self, field: Field) -> None:
        """Store a text as it was typed."""
        self._session.set_text(field.address, field.text().strip())
        self._show_stored(field)

    def take_organ(self, field: Field) -> None:
        """Store the organ's name; there is no report without one."""
        organ = "".join(field.text().split())
        if not organ:
            raise UserError("机关名称不能空着，已恢复原来的名称。")
        self._session.set_organ(organ)
        self._show_stored(field)

    def take_year(self, field: Field) -> None:
        """Store the year if it can be reported on."""
        years = range(self._session.form.first_year, date.today().year + 2)
        year = read_year(field.text(), years)
        if year is None:
            raise UserError(year_fault(years) + "已恢复原来的年度。")
        self._session.set_text(field.address, str(year))
        self._show_stored(field)

    def take_date(self, field: Field) -> None:
        """Store a date in any usual writing; what is none stays in the field with a sentence."""
        day = read_date(field.text())
        if day is None and field.text().strip():
            field.say("看不懂这个日期，没有保存。请写成 2025年1月20日 或 2025-1-20。")
            return
        self._session.set_text(field.address, day.isoformat() if day else "")
        self._show_stored(field)

    def take_sealed(self) -> None:
        """Store whether the paper will be stamped."""
        self.focus_changed.emit("signature.sealed")
        self._session.set_text("signature.sealed", "" if self._sealed.isChecked() else UNSEALED)

    def choose_date(self) -> None:
        """Take the date from a calendar."""
        field = self._fields["signature.date"]
        chosen = dialogs.ask_date(self, read_date(field.text()) or date.today())
        if chosen is not None:
            field.setText(show_date(chosen.isoformat()))
            self.take(field)
        field.setFocus()

    def toggle_contact(self) -> None:
        """Show or hide the contact fields."""
        self._open_contact(self._contact.isHidden())

    def follow(self, addresses: frozenset[str]) -> None:
        """Show what changed, here or by undo."""
        for address in addresses & self._fields.keys():
            self._show_stored(self._fields[address])
        # Each of them: organ and year decide which report is last year's.
        for address, field in self._fields.items():
            past = "" if address in ("organ", "year") else past_text(self._session, address)
            field.recall(past if past != self._shown(address) else "")
        self._sealed.setChecked(self._session.report.sealed)

    def _show_stored(self, field: Field) -> None:
        field.setText(self._shown(field.address))
        field.say("")

    def _shown(self, address: str) -> str:
        """What a field shows for what is stored."""
        text = self._session.report.text(address)
        return show_date(text) if address == "signature.date" else text

    def _open_contact(self, opened: bool) -> None:
        self._contact.setVisible(opened)
        self._contact_toggle.setText(f"{'▾' if opened else '▸'} 联系方式（可以不填）")

    def _lay_out(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(3 * look.STEP, 2 * look.STEP, 3 * look.STEP, 2 * look.STEP)
        rows.setSpacing(2 * look.STEP)
        rows.addWidget(look.label("基本信息", "title"))
        rows.addLayout(self._upper_form())
        rows.addWidget(self._contact_toggle)
        rows.addWidget(self._contact)
        rows.addStretch()
        self._lay_out_contact()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(paper.scrolled(inner))

    def _upper_form(self) -> QFormLayout:
        form = _form()
        self._add(form, "organ", _FIELD_WIDTH)
        self._add(form, "year", _SHORT_WIDTH)
        form.addRow(self._session.form.preface.name, self._desk)
        below = QHBoxLayout()
        below.addWidget(look.label("前言可以不写。", "quiet"), 1)
        below.addWidget(self._desk.take)
        below.addWidget(self._desk.toggle)
        form.addRow("", below)
        self._add(form, "signature.organ", _FIELD_WIDTH)
        calendar = look.button("日历…")
        calendar.clicked.connect(self.choose_date)
        self._add(form, "signature.date", _SHORT_WIDTH, calendar)
        form.addRow("", self._sealed)
        return form

    def _lay_out_contact(self) -> None:
        form = _form()
        form.setContentsMargins(0, 0, 0, 0)
        self._contact.setLayout(form)
        for name in CONTACT_FIELDS:
            self._add(form, f"contact.{name}", _FIELD_WIDTH)

    def _add(self, form: QFormLayout, address: str, width: int, *beside: QWidget) -> None:
        """A row with a field, what stands beside it, and its sentence below."""
        name = self._session.name_of(address)
        field = self._fields[address] = Field(address, name)
        self._widths[address] = width
        field.editingFinished.connect(lambda: self.take(field))
        field.focused.connect(self.focus_changed)
        line = QHBoxLayout()
        line.addWidget(field, 4)
        for widget in (*beside, field.past):
            line.addWidget(widget)
        line.addStretch(1)
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addLayout(line)
        cell.addWidget(field.fault)
        form.addRow(name, cell)


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(2 * look.STEP)
    form.setVerticalSpacing(look.STEP + look.STEP // 2)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
