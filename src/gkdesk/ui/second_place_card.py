"""The second place for backups: why it is worth it, where it is, and whether it is there."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gkdesk.files.second_place import SecondPlace
from gkdesk.ui import look
from gkdesk.ui.backup_lines import moment_words

_WHY = (
    "电脑坏了、丢了，本机的备份也会一起丢失。插上U盘（或选D盘、网络盘），点“选择…”，"
    "以后每次备份都会自动在那里多存一份；没插U盘时照常填写，插上以后自动补上。"
)


class SecondPlaceCard(QFrame):
    """Shows the second place, and lets the clerk name one or give it up."""

    choose_wanted = Signal()
    """The clerk wants to name a folder."""
    give_up_wanted = Signal()
    """The clerk wants no second place any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.place = look.label("", "strong", wrap=True)
        self.choose = look.button("选择…")
        self.choose.clicked.connect(self.choose_wanted)
        self.give_up = look.button("不再使用")
        self.give_up.clicked.connect(self.give_up_wanted)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.choose)
        row.addWidget(self.give_up)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * look.STEP, look.STEP, 2 * look.STEP, look.STEP)
        rows.setSpacing(look.STEP // 2)
        rows.addLayout(row)
        rows.addWidget(look.label(_WHY, "quiet", wrap=True))
        self.show_none()

    def show_none(self) -> None:
        """Say that no second place is named."""
        self._say("未设置", "strong", named=False)

    def show_named(self, folder: Path) -> None:
        """Say where it is, before it was looked at."""
        self._say(str(folder), "strong", named=True)

    def show_state(self, second: SecondPlace) -> None:
        """Say where it is, and whether it is there."""
        if not second.is_there:
            self._say(f"{second.folder} — 找不到（U盘没有插上）", "warning", named=True)
            return
        now = datetime.now().astimezone()
        newest = f"最近一份：{moment_words(second.newest, now)}" if second.newest else "还没有备份"
        near = "；和本机的数据在同一个盘上，那个盘坏了会一起丢失" if second.shares_disk else ""
        self._say(f"{second.folder}（{newest}{near}）", "strong", named=True)

    def _say(self, words: str, role: str, *, named: bool) -> None:
        self.place.setText(f"第二备份位置：{words}")
        self.place.setProperty("role", role)
        self.place.style().polish(self.place)
        self.choose.setText("更换…" if named else "选择…")
        self.give_up.setVisible(named)
