"""A layout that wraps."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gkdesk.ui.flow_layout import FlowLayout

Show = Callable[[QWidget], None]


def test_what_does_not_fit_goes_to_the_next_line(shown: Show) -> None:
    """And nothing reaches beyond the edge; what is hidden takes no room."""
    window = QWidget()
    layout = FlowLayout(gap=4)
    window.setLayout(layout)
    buttons = [QPushButton("四个汉字") for _ in range(6)]
    for button in buttons:
        layout.addWidget(button)
    shown(window)
    window.resize(1000, 300)
    assert len({button.y() for button in buttons}) == 1

    width = buttons[0].sizeHint().width()
    window.resize(2 * width + 10, 300)
    assert len({button.y() for button in buttons}) == 3
    assert all(button.geometry().right() <= window.width() for button in buttons)
    assert layout.heightForWidth(2 * width + 10) > layout.heightForWidth(6 * width + 100)

    for button in buttons[2:]:
        button.hide()
    assert layout.heightForWidth(2 * width + 10) == buttons[0].sizeHint().height()


def test_a_label_stands_as_high_as_the_buttons_beside_it(shown: Show) -> None:
    """Its text is in the middle then."""
    window = QWidget()
    layout = FlowLayout(gap=4)
    window.setLayout(layout)
    label, button = QLabel("还缺："), QPushButton("甲")
    button.setMinimumHeight(60)
    for widget in (label, button):
        layout.addWidget(widget)
    shown(window)

    assert label.height() == button.height() == 60


def test_items_can_be_taken_back(shown: Show) -> None:
    """As every layout must allow."""
    layout = FlowLayout(gap=4)
    button = QPushButton("甲")
    window = QWidget()
    window.setLayout(layout)
    layout.addWidget(button)
    shown(window)

    assert layout.count() == 1
    assert layout.itemAt(1) is None
    assert layout.takeAt(0).widget() is button
    assert layout.takeAt(0) is None
