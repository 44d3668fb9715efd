"""What the form knows of the numbers in a prose: topics, and the words around a number.

Records alone, built by `form_file`; `said` reads a text by them.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, eq=False)
class Reading:
    """One thing that a number in the prose may mean: the sum of these cells."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Topic:
    """Something that prose says numbers of, and the cells that they must agree with.

    A number is said of a topic when one of `says` stands before or behind it with nothing but
    fillers between, one of `about` has been said in the paragraph (`near` the sentence, if set),
    and none of `never` in its clause. `{last}` and `{next}` stand for the years beside the
    report's. `none` are the beginnings of a statement that there was none of `about`, which is
    the affair of `none_check`. A word that begins with `!` only looks like one of its
    neighbours and is passed over: with 申请 and !申请人 an applicant is no application.
    """

    id: str
    check: str
    label: str
    says: tuple[str, ...]
    units: tuple[str, ...]
    readings: tuple[Reading, ...]
    about: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    near: Literal["paragraph", "sentence"] = "paragraph"
    fillers: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    none_check: str = ""


@dataclass(frozen=True, eq=False)
class Speech:
    """Words that decide what a sentence is about, whatever its topic.

    `fillers` say nothing; `plans` speak of what is to come; `earlier` of the years before
    this one; `compares` makes another year right in a sentence, `events` just behind it;
    `elsewhere` names a unit smaller than the organ.
    """

    fillers: tuple[str, ...]
    plans: tuple[str, ...]
    earlier: tuple[str, ...]
    compares: tuple[str, ...]
    events: tuple[str, ...]
    elsewhere: tuple[str, ...]
