"""Under which section's heading figures stand, and which are those of another table.

A report may quote the table of another year, or a list with the same labels, in its prose. Where
a section has its heading in the document, its rows are those that stand under it.
"""

from collections.abc import Mapping, Sequence

from gkdesk.core.form import Form, Section
from gkdesk.core.prose import clean
from gkdesk.files.recognise.headings import find_headings
from gkdesk.files.recognise.labels import RowLabel, key
from gkdesk.files.recognise.runs import Run, named
from gkdesk.files.recognise.strips import Strip

_MOST = 0.75  # of the rows of a table, before it is believed to stand in another place


def of_other_tables(
    form: Form, found: Sequence[Strip], runs: Sequence[Run], labels: tuple[RowLabel, ...]
) -> set[int]:
    """The runs, by their index, that do not stand where their section is.

    A table of which nothing is in its place may stand in another one, if most of it is there.
    """
    here = _sections_by_block(form, found)
    foreign: set[int] = set()
    of = [_section_of(form, run, labels) for run in runs]
    for section in form.sections:
        if section.table is None or section.id not in here.values():
            continue
        own = {
            index: here.get(run.values[0].place.block, "")
            for index, run in enumerate(runs)
            if section.id in of[index]
        }
        home = section.id if section.id in own.values() else _elsewhere(section, own)
        foreign |= {index for index, place in own.items() if place != home}
    return foreign


def _sections_by_block(form: Form, found: Sequence[Strip]) -> Mapping[int, str]:
    """The section under whose heading each block of a document stands."""
    texts = {
        strip.place: clean(strip.text).strip()
        for strip in found
        if strip.grid is None or sum(not one.is_blank for one in strip.fields) == 1
    }
    places = sorted({strip.place for strip in found})
    headings = find_headings(form, [texts.get(place, "") for place in places])
    here, sections = "", {}
    for index, place in enumerate(places):
        if index in headings:
            begun = [section.id for section, _ in headings[index].parts if section is not None]
            here = begun[-1] if begun else here
        sections[place] = here
    return sections


def _section_of(form: Form, run: Run, labels: tuple[RowLabel, ...]) -> Sequence[str]:
    """The section that has the row a run's labels name, or those whose one line has its heads."""
    across = [
        one for one in form.sections if one.table is not None and one.table.arrangement == "across"
    ]
    if any(has_heads(one, run) for one in across):
        return [one.id for one in across]
    match = named(run.labels, (), labels) if run.labels else None
    return [match.label.section.id] if match is not None else []


def has_heads(section: Section, run: Run) -> bool:
    """Whether the heads before some figures are those of a table whose rows are side by side."""
    assert section.table is not None
    (block,) = section.table.blocks
    names = [one.label for one in block.rows] + [one.label for one in block.columns[:-1]]
    joined = "".join(key(piece) for piece in run.heads)
    return all(key(one)[-2:] in joined for one in names)


def _elsewhere(section: Section, own: Mapping[int, str]) -> str | None:
    """The one place where most of a table's rows stand; None if there is none."""
    assert section.table is not None
    rows = sum(len(block.rows) for block in section.table.blocks)
    fewest = 1 if section.table.arrangement == "across" else rows * _MOST
    places = list(own.values())
    best = [place for place in set(places) if places.count(place) >= fewest]
    return best[0] if len(best) == 1 else None
