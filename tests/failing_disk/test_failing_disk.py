"""The disk fails at each of its calls, in each way: nothing is lost, and the window says why."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from power_cut import recording

HERE = Path(__file__).resolve().parent
FULL_DISK = "磁盘已满，请腾出空间后再试"
OTHER = "磁盘读写出错，请检查硬盘或 U 盘是否仍然连接"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The disk's switches, compiled."""
    made = tmp_path / "failing.so"
    command = [recording.compiler(), "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror"]
    command += ["-shared", "-fPIC", "-o", str(made), str(HERE / "failing.c"), "-ldl"]
    subprocess.run(command, check=True)
    return made


def test_a_failing_disk_loses_nothing_and_is_told(
    tmp_path: Path, library: Path, record_property: Callable[[str, object], None]
) -> None:
    """Full, over quota, broken, read-only, not allowed; for good or for one call."""
    root = tmp_path / "数据"
    root.mkdir()
    done = subprocess.run(
        [sys.executable, HERE / "clerk.py", root],
        env=recording.environment(LD_PRELOAD=str(library), GKDESK_FAIL_ROOT=str(root)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)

    assert found["rounds"] > 100
    assert found["sentences"].keys() >= {"ENOSPC", "EIO", "EACCES"}
    for code, sentences in found["sentences"].items():
        for said in sentences:
            assert said.startswith("未能保存：刚才的内容没有保存：")
            assert said.endswith("刚才的内容还在窗口里，程序会继续重试，请先不要关闭。")
            assert OTHER in said or (code == "ENOSPC" and FULL_DISK in said)
        assert code != "ENOSPC" or any(FULL_DISK in said for said in sentences)
    assert found["walks"]
    record_property(
        "figure",
        f"failing disk: {found['rounds']} calls failed, {found['failed']} told in the red bar,"
        " 0 lost",
    )
