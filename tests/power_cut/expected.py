"""What the marks of a log promise: the states that the program confirmed, one after the other."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from power_cut.disk import Tree
from power_cut.oplog import Op

Texts = Mapping[str, str]


@dataclass(frozen=True)
class State:
    """What must be found: the store's rows as one word, what the window showed, the files.

    `held` is empty before the program had opened its store: then it holds nothing yet.
    """

    held: str
    texts: Mapping[int, Texts]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Promise:
    """From this place of the log on, at least this state is there."""

    place: int
    state: State


def promises(before: State, log: Sequence[Op]) -> list[Promise]:
    """Every confirmed state; marks between which nothing touched the disk are one."""
    made = [Promise(0, before)]
    touched = True
    for place, op in enumerate(log, 1):
        if op.kind != "!":
            touched = touched or op.kind != "O"
            continue
        state = _after(made[-1].state, json.loads(op.data))
        if touched:
            made.append(Promise(place, state))
        else:
            made[-1] = Promise(made[-1].place, state)
        touched = False
    return made


def at_first(before: Tree) -> State:
    """What is there before the program ran for the first time: papers only."""
    files = {name: sha(content) for name, content in before.items() if content is not None}
    return State("", {}, files)


def trees(log: Sequence[Op]) -> Iterator[tuple[int, str]]:
    """What the running program saw in the whole folder, and at which place of the log.

    Only where no thread changed the folder while it was looked at.
    """
    for place, (before, op) in enumerate(pairwise(log), 2):
        if before.kind == op.kind == "!" and json.loads(before.data)["kind"] == "look":
            tree = json.loads(op.data).get("tree")
            if tree:
                yield place, tree


def confirmed(log: Sequence[Op]) -> int:
    """How many changes the program confirmed: transactions of the store, and files."""
    kinds = [json.loads(op.data)["kind"] for op in log if op.kind == "!"]
    return kinds.count("stored") + kinds.count("file")


def sha(content: bytes) -> str:
    """One word for a file."""
    return hashlib.sha256(content).hexdigest()


def _after(state: State, said: Mapping[str, object]) -> State:
    match said:
        case {"kind": "stored", "held": held}:
            return replace(state, held=held)
        case {"kind": "saved", "report": report, "changed": changed}:
            texts = dict(state.texts.get(report, {})) | changed
            whole = {address: text for address, text in texts.items() if text is not None}
            return replace(state, texts={**state.texts, report: whole})
        case {"kind": "file", "name": name, "sha": word}:
            return replace(state, files={**state.files, name: word})
    return state
