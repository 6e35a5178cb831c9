"""One incident for the page: its claims in columns, losses as a plot, copies as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.reconcile import Evidence, Explanation
    from tocsin.records import Copy, Document, Family, TollRange

COLUMNS = (
    ("asserts", "Asserts"),
    ("confirms", "Confirms"),
    ("partly-confirms", "Admits in part"),
    ("denies", "Denies"),
)
PLOT_WIDTH = 420
ROW = 26
MARGIN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One stance and the claims that take it; `answers` maps a claim to what it answers."""

    stance: str
    title: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One voice's figure on the plot: a bar from `x` to `x + width`, open to the right or not."""

    voice: str
    toll: TollRange
    x: float
    width: float
    best: float | None
    is_open: bool
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Losses of one harm by voice, on one scale; `ticks` are (x, figure)."""

    harm: str
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, int], ...]
    height: int
    width: int = PLOT_WIDTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A report in a family tree: what it was copied from, and the reports copied from it."""

    document: Document | None
    id: str
    edge: Copy | None
    children: tuple[Branch, ...]


def columns_of(explanation: Explanation) -> tuple[Column, ...]:
    """The columns that have claims; the asserting one always stands."""
    found = []
    for stance, title in COLUMNS:
        held = tuple(one for one in explanation.evidence if one.claim.claim.stance.value == stance)
        if held or stance == "asserts":
            found.append(Column(stance=stance, title=title, evidence=held))
    return tuple(found)


def plots_of(tolls: Sequence[TollRange]) -> tuple[Plot, ...]:
    """A plot for each harm, the deadliest first."""
    order = ("killed", "wounded", "captured", "missing", "displaced")
    harms = dict.fromkeys(toll.harm for toll in tolls)
    ranked = sorted(harms, key=lambda harm: order.index(harm) if harm in order else len(order))
    return tuple(_plot(harm, [toll for toll in tolls if toll.harm == harm]) for harm in ranked)


def trees_of(
    families: Iterable[Family], documents: dict[str, Document], mine: set[str]
) -> tuple[Branch, ...]:
    """The family trees that hold one of `mine`; lone reports stand as trees of one."""
    trees, placed = [], set[str]()
    for family in families:
        if mine & set(family.documents):
            trees.append(_tree(family, documents))
            placed |= set(family.documents)
    alone = sorted(mine - placed, key=lambda id_: _published(documents.get(id_)))
    trees += [Branch(document=documents.get(id_), id=id_, edge=None, children=()) for id_ in alone]
    return tuple(trees)


def _plot(harm: str, tolls: list[TollRange]) -> Plot:
    top = max(
        (figure for toll in tolls for figure in (toll.low, toll.best, toll.high) if figure),
        default=1,
    )
    scale = (PLOT_WIDTH - 2 * MARGIN) / (top * 1.12)
    marks = []
    for row, toll in enumerate(tolls):
        low = toll.low or 0
        is_open = toll.high is None
        high = top * 1.08 if toll.high is None else toll.high
        best = toll.best if toll.best is not None else toll.low
        marks.append(
            Mark(
                voice=toll.source,
                toll=toll,
                x=round(MARGIN + low * scale, 1),
                width=round(max(0.0, (high - low) * scale), 1),
                best=None if best is None else round(MARGIN + best * scale, 1),
                is_open=is_open,
                y=row * ROW + ROW // 2,
            )
        )
    ticks = tuple((round(MARGIN + figure * scale, 1), figure) for figure in _ticks(top))
    return Plot(harm=harm, marks=tuple(marks), ticks=ticks, height=len(tolls) * ROW + 22)


def _ticks(top: int) -> list[int]:
    """0 and up to five round figures."""
    step = 1
    while top / step > 5:  # noqa: PLR2004 - five ticks fit
        step = step * 5 if str(step).startswith("1") else step * 2
    return list(range(0, top + 1, step))


def _tree(family: Family, documents: dict[str, Document]) -> Branch:
    """The tree of the strongest edges, rooted at the report that was published first."""
    edges = sorted(family.edges, key=lambda edge: (-edge.score, edge.left, edge.right))
    root = min(family.documents, key=lambda id_: (_published(documents.get(id_)), id_))
    parents: dict[str, tuple[str, Copy]] = {}
    reached = {root}
    while len(reached) < len(family.documents):
        edge = next((one for one in edges if (one.left in reached) != (one.right in reached)), None)
        if edge is None:
            break
        near, far = (edge.left, edge.right) if edge.left in reached else (edge.right, edge.left)
        parents[far] = (near, edge)
        reached.add(far)
    return _branch(root, None, parents, documents)


def _branch(
    id_: str,
    edge: Copy | None,
    parents: dict[str, tuple[str, Copy]],
    documents: dict[str, Document],
) -> Branch:
    children = [(far, one) for far, (near, one) in parents.items() if near == id_]
    return Branch(
        document=documents.get(id_),
        id=id_,
        edge=edge,
        children=tuple(_branch(far, one, parents, documents) for far, one in children),
    )


def _published(document: Document | None) -> str:
    if document is None or document.published is None:
        return "9999"
    return document.published.isoformat()
