"""What the system says is told in the clerk's words, whatever system and number."""

import errno
import os
import re
import sys
from pathlib import Path

import pytest

import gkdesk
from gkdesk.files import os_faults
from gkdesk.files.os_faults import reason

ENGLISH = re.compile(r"[A-Za-z]{3,}")


def on_windows(number: int) -> OSError:
    """An error as Windows gives it."""
    fault = OSError(errno.EINVAL, "The parameter is incorrect")
    fault.winerror = number  # type: ignore[attr-defined]
    return fault


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ENOSPC", "空间不足"),
        ("EACCES", "没有权限"),
        ("EPERM", "没有权限"),
        ("EROFS", "只读"),
        ("EIO", "磁盘读写出错"),
        ("ENOENT", "不存在"),
        ("EBUSY", "占用"),
        ("ENAMETOOLONG", "太长"),
        ("ENETDOWN", "网络"),
        ("ESTALE", "网络"),
        ("ENODEV", "U盘"),
        ("EEXIST", "同名"),
        ("EMFILE", "太多"),
    ],
)
def test_the_systems_numbers_are_told(name: str, told: str) -> None:
    """Each of those that a disk, a stick or a network folder gives."""
    if not hasattr(errno, name):
        pytest.skip(f"no {name} here")
    number = getattr(errno, name)

    assert told in reason(OSError(number, os.strerror(number)))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (5, "没有权限"),
        (19, "只读"),
        (32, "Word、WPS"),
        (39, "空间不足"),
        (112, "空间不足"),
        (21, "U盘"),
        (53, "网络"),
        (64, "网络"),
        (123, "不能用的字符"),
        (206, "太长"),
        (1117, "磁盘读写出错"),
    ],
)
def test_the_numbers_of_windows_say_more_than_errno(number: int, told: str) -> None:
    """The same errno stands for many of them."""
    assert told in reason(on_windows(number))


def test_a_number_that_nobody_knows_is_told_with_it() -> None:
    """For the support; a fault without one too."""
    assert "错误号 9999" in reason(OSError(9999, "Something odd"))
    assert "Windows 错误 9998" in reason(on_windows(9998))
    assert "系统没有办成，" in reason(OSError("no number"))


def test_no_sentence_is_english_and_each_number_stands_once() -> None:
    """Whatever number this system knows."""
    for number in [*errno.errorcode, 9999]:
        said = reason(OSError(number, os.strerror(number)))
        assert not ENGLISH.search(said.replace("Word", "").replace("WPS", "")), said
    numbers = [one for these in os_faults._BY_WINDOWS.values() for one in these]
    assert len(numbers) == len(set(numbers))
    names = " ".join(os_faults._BY_NAME.values()).split()
    assert len(names) == len(set(names))


def test_the_systems_own_words_are_shown_nowhere() -> None:
    """They are English, or in whatever language Windows came."""
    source = Path(gkdesk.__file__).parent
    quoting = [one.name for one in source.rglob("*.py") if "strerror" in one.read_text("utf-8")]

    assert quoting == []


@pytest.mark.parametrize(
    ("platform", "longest", "expected"),
    [("win32", 260, True), ("win32", 259, False), ("linux", 4000, False)],
)
def test_not_found_may_mean_too_long_on_windows(
    monkeypatch: pytest.MonkeyPatch, platform: str, longest: int, expected: bool
) -> None:
    """Only there, and only for what is not found."""
    monkeypatch.setattr(sys, "platform", platform)

    assert os_faults.is_too_long(FileNotFoundError(errno.ENOENT, "no"), longest) is expected
    assert not os_faults.is_too_long(PermissionError(errno.EACCES, "no"), longest)
    assert os_faults.is_too_long(OSError(errno.ENAMETOOLONG, "no"))
    assert os_faults.is_too_long(on_windows(206))
