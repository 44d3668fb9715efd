"""File names that every machine takes."""

import pytest

from gkdesk.files.file_name import file_name


def test_a_draft_says_so_before_the_suffix() -> None:
    """The pages are the same; only the name tells."""
    assert file_name("河园镇年报", ".docx", draft=True) == "河园镇年报（草稿）.docx"
    assert file_name("河园镇年报", ".docx", draft=False) == "河园镇年报.docx"


@pytest.mark.parametrize("sign", '\\/:*?"<>|')
def test_what_windows_forbids_is_written_full_width(sign: str) -> None:
    """It reads the same."""
    name = file_name(f"甲{sign}乙", ".docx", draft=False)

    assert sign not in name
    assert len(name) == len("甲/乙.docx")


def test_a_very_long_title_still_fits() -> None:
    """255 bytes are the most that Linux takes, and Windows has its own limit."""
    name = file_name("镇" * 500, ".docx", draft=True)

    assert len(name.encode()) <= 255
    assert name.endswith("（草稿）.docx")


def test_line_breaks_and_final_dots_are_left_out() -> None:
    """Windows drops a dot at the end, and then finds no file of that name."""
    assert file_name("甲\n乙. ", ".json", draft=False) == "甲乙.json"
    assert file_name(" . ", ".json", draft=False) == "未命名.json"


@pytest.mark.parametrize("title", ["CON", "nul", "Com1", "LPT¹", "aux.2024", "PRN "])
def test_names_of_devices_are_changed(title: str) -> None:
    """Windows would write to the device, or to nothing, whatever the suffix."""
    assert file_name(title, ".docx", draft=False) == f"_{title.strip()}.docx"


@pytest.mark.parametrize("title", ["CONTACT", "COM", "镇CON", "COM10"])
def test_names_like_those_of_devices_stay(title: str) -> None:
    """Only the whole name is a device."""
    assert file_name(title, ".docx", draft=False) == f"{title}.docx"


def test_a_name_that_is_cut_does_not_end_in_a_dot() -> None:
    """A suffix may be added only later."""
    assert file_name("镇" * 74 + ".甲", "", draft=False) == "镇" * 74
