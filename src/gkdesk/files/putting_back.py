"""A copy is put in the place of a store that is open, whole, or one report out of it alone."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gkdesk.core.report import Report
from gkdesk.errors import UserError
from gkdesk.files import beginnings, imports, shipped
from gkdesk.files.contents import CopiedReport
from gkdesk.files.keeping import no_other_round
from gkdesk.files.opening import open_at_start
from gkdesk.files.restoring import Restored, refuse_unusable, restore
from gkdesk.files.second_place import name_second_place, second_place
from gkdesk.files.store import Store
from gkdesk.files.store_file import StoreReadError, StoreWriteError

Clock = Callable[[], datetime]


class StoreLostError(UserError):
    """The store could not be opened again; the window can only be closed."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was restored; `told`: what must be said of how the store was opened again, if any."""

    restored: Restored
    told: str | None


def put_back(store: Store, backups: Path, copy: Path, now: Clock) -> PutBack:
    """Restore a copy into the place of an open store, which is the door to it afterwards.

    What is no report stays as it is now: where the second place is. Raises UserError, the
    present store being open as before; StoreLostError where that cannot be opened again.
    """
    refuse_unusable(copy)
    second = second_place(store)
    with no_other_round():
        store.close()
        try:
            restored = restore(store.path, copy, now())
        except UserError as error:
            told = _open_again(store, backups, now)
            raise UserError("\n".join(filter(None, (str(error), told)))) from error
        except BaseException:
            _open_again(store, backups, now)
            raise
        told = _open_again(store, backups, now)
    with suppress(StoreReadError, StoreWriteError):  # a habit; the page shows how it stands
        if second_place(store) != second:
            name_second_place(store, second)
    return PutBack(restored, told)


def as_report(copied: CopiedReport) -> Report:
    """A report in a copy as a report; UserError for a form that this program does not know."""
    heading = {"organ": copied.organ, "year": str(copied.year)}
    return Report(shipped.form(copied.edition), heading | dict(copied.answers))


def find_present(store: Store, copied: CopiedReport) -> imports.Twin | None:
    """The stored report that a copied one would take the place of, if there is one.

    Raises UserError as `imports.find_twin` does.
    """
    return imports.find_twin(store, as_report(copied), from_paper=False)


def take_back(store: Store, copied: CopiedReport, twin: imports.Twin | None, label: str) -> int:
    """Put one report of a copy in the place of its twin, as one step, or store it; its id."""
    if twin is None:
        return beginnings.begin_from(store, as_report(copied))
    imports.replace(store, twin, label)
    return twin.stored.id


def _open_again(store: Store, backups: Path, now: Clock) -> str | None:
    """Open the store the one way; what must be told of that."""
    try:
        opened = open_at_start(store.path, backups, now=now)
    except UserError as error:
        raise StoreLostError(
            f"{error}\n请关闭本程序，排除以后再打开；显示过“已保存”的内容都在。"
        ) from error
    store.go_on_with(opened.store)
    return opened.told
