"""However a store file is damaged: opened whole, salvaged and told, or refused in a sentence."""

import os
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from clerk_at_store import ORGAN, Clock, type_in
from gkdesk.errors import UserError
from gkdesk.files.backups import make_backup
from gkdesk.files.examine import find_faults, reading
from gkdesk.files.opening import Opened, open_at_start
from gkdesk.files.store import Store
from reports import sound_report
from store_damages import DAMAGES
from stores import cut_off

FULL = os.environ.get("GKDESK_FULL") == "1"
SEEDS = range(1000 if FULL else 60)
JOURNAL_SEEDS = range(200 if FULL else 18)
TABLES = ("reports", "answers", "actions", "changes", "exports")
LONG = "（一）主动公开方面：本年度主动公开政府信息12条，比上年多3条。"


@dataclass(frozen=True)
class Sound:
    """A store before the damage: its bytes, an earlier state's, a backup of that, and its rows."""

    data: bytes
    older: bytes
    backup: Path
    rows: dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """Two reports with figures, long prose, history and an export."""
    folder = tmp_path_factory.mktemp("sound")
    clock = Clock()
    with Store.open(folder / "gkdesk.sqlite3", clock=clock) as store:
        store._file.connection.execute("PRAGMA synchronous = OFF")
        for year in (2023, 2024):
            texts = dict(sound_report(year=str(year)).texts)
            report_id = store.create(texts.pop("organ"), int(texts.pop("year")), "2021", texts)
            _work(store, report_id, clock, 1)
            store.remember_export(report_id, "D:\\年报.docx", draft=False, content=LONG * 100)
        older = (folder / "gkdesk.sqlite3").read_bytes()
        made = make_backup(store, folder / "备份", clock())
        _work(store, 2, clock, 2)
    assert made is not None
    path = folder / "gkdesk.sqlite3"
    return Sound(path.read_bytes(), older, made.path, _rows(path))


def _work(store: Store, report_id: int, clock: Clock, turn: int) -> None:
    """Fill in cells and write prose, as on one day; one step is taken back."""
    for cell in range(40):
        clock.forward(30)
        type_in(store, report_id, f"applications.row_{cell}.natural_person", str(cell * turn))
    for length in range(10):
        clock.forward(60)
        type_in(store, report_id, "overview", LONG * (length * 8 * turn + 1))
    store.undo(report_id)


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with reading(path) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
            for table in TABLES
        }


def _report(rows: dict[str, list[tuple[object, ...]]], year: int) -> object:
    """A report's heading and answers."""
    [row] = [row for row in rows["reports"] if row[2] == year]
    return row[1:6], [answer for answer in rows["answers"] if answer[0] == row[0]]


def test_any_damage_is_opened_salvaged_or_told(
    sound: Sound, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Never a traceback, never a hang, and nothing is lost without a word."""
    tally: Counter[str] = Counter()
    slowest = 0.0
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        started = time.monotonic()
        tally[_one(sound, folder, seed)] += 1
        slowest = max(slowest, time.monotonic() - started)

    assert slowest < 60
    told = "，".join(f"{what} {count}" for what, count in sorted(tally.items()))
    record_property("figure", f"随机损坏 {len(SEEDS)} 次：{told}；最慢 {slowest:.1f} 秒")


def test_any_damage_to_a_hot_journal_is_made_good_or_told(
    sound: Sound, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A power cut in the middle of a step, and a stick that lost some of it."""
    tally: Counter[str] = Counter()
    (tmp_path / "gkdesk.sqlite3").write_bytes(sound.data)
    found = cut_off(tmp_path / "gkdesk.sqlite3", tmp_path / "found")
    data, journal = (Path(f"{found}{end}").read_bytes() for end in ("", "-journal"))
    for seed in JOURNAL_SEEDS:
        path = tmp_path / str(seed) / "gkdesk.sqlite3"
        path.parent.mkdir()
        path.write_bytes(data)
        damage = DAMAGES[seed % len(DAMAGES)]
        Path(f"{path}-journal").write_bytes(damage(journal, journal[::-1], Random(seed)))
        opened = open_at_start(path, path.parent / "备份", now=Clock(), clock=Clock())
        opened.store.close()
        rows = _rows(path)
        for year in (2023, 2024):
            if opened.told is None or re.search(f"都完整|{year}年度：完整", opened.told):
                assert _report(rows, year) == _report(sound.rows, year)
        if opened.told is None:
            assert rows == sound.rows
        tally["完好打开" if opened.told is None else "修复并说明"] += 1

    told = "，".join(f"{what} {count}" for what, count in sorted(tally.items()))
    record_property("figure", f"断电时的日志随机损坏 {len(JOURNAL_SEEDS)} 次：{told}")


def _one(sound: Sound, folder: Path, seed: int) -> str:
    """Damage the store by one seed, start, look at what came of it, and say it in a word."""
    random = Random(seed)
    damage = DAMAGES[seed % len(DAMAGES)]
    path = folder / "gkdesk.sqlite3"
    backups = folder / "备份"
    folder.mkdir()
    damaged = damage(sound.data, sound.older, random)
    path.write_bytes(damaged)
    if seed // len(DAMAGES) % 2:
        backups.mkdir()
        (backups / sound.backup.name).write_bytes(sound.backup.read_bytes())
    clock = Clock()
    try:
        opened = open_at_start(path, backups, now=clock, clock=clock)
    except UserError as error:
        refusal = str(error)
    else:
        return _mended(sound, path, damaged, opened)
    assert "数据文件" in refusal
    assert path.read_bytes() == damaged
    return "一句话说明"


def _mended(sound: Sound, path: Path, damaged: bytes, opened: Opened) -> str:
    """What was opened is a whole store."""
    with opened.store as store:
        assert find_faults(store._file.connection) == []
        store.create(ORGAN, 2025, "2021", {})  # it can be worked with
    if opened.told is None:
        return _opened(sound, path, damaged)
    return _salvaged(sound, path, damaged, opened.told)


def _opened(sound: Sound, path: Path, damaged: bytes) -> str:
    """What was opened without a word is what was there: nothing at all, or all of it."""
    rows = _rows(path)
    if not damaged:
        assert len(rows["reports"]) == 1
        return "空文件当作新文件"
    rows["reports"].pop()
    assert rows == sound.rows
    return "完好打开"


def _salvaged(sound: Sound, path: Path, damaged: bytes, told: str) -> str:
    """What the sentence calls whole is whole, and the damaged file is kept as it was."""
    rows = _rows(path)
    if damaged:
        [kept] = path.parent.glob("gkdesk-损坏-*.sqlite3")
        assert kept.read_bytes() == damaged
        assert str(kept) in told
    whole = "都完整" in told
    for year in (2023, 2024):
        if whole or re.search(f"{year}年度：完整", told):
            assert _report(rows, year) == _report(sound.rows, year)
    if whole and "修改历史" not in told:
        assert [row[:2] for row in rows["actions"]] == [row[:2] for row in sound.rows["actions"]]
        assert rows["changes"] == sound.rows["changes"]
    if whole and "导出记录" not in told:
        assert rows["exports"] == sound.rows["exports"]
    if whole:
        return "修复，全部报告完整"
    return "修复，部分报告取自备份或有缺漏" if len(rows["reports"]) > 1 else "读不出，新建并说明"
