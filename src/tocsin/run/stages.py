"""The work of one machine while copies, stories and incidents are found across shards.

Each stage is a small record that is called with the number of a partition. It reads rows that
earlier stages wrote, and writes rows or gives back ids. What it decides, it decides with the
functions of `reconcile`, so the result is that of one process.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from tocsin.reconcile.archive import Shelf, fewest_shared, is_phrase, sketch_of
from tocsin.reconcile.blocking import APART as BETWEEN
from tocsin.reconcile.blocking import PLACE, keys_of, probes_of
from tocsin.reconcile.families import families_of, near_copies
from tocsin.reconcile.incidents import incident_of
from tocsin.reconcile.judge import STRANGERS
from tocsin.reconcile.meeting import Meeting, meetings_of
from tocsin.reconcile.parts import Reach, reach_of
from tocsin.reconcile.profiles import WORD, Profile, profile_of
from tocsin.reconcile.stories import is_rare, kinship
from tocsin.reconcile.tellings import Telling, led, tellings_in
from tocsin.reconcile.told import Told, told_of
from tocsin.records import Family, Incident, Reading
from tocsin.run.rooms import Rooms
from tocsin.run.shards import lines_in, outcome_of
from tocsin.store.canon import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable


Pair = tuple[str, str]
UNDATED = "day"
"""With `PLACE`, blocks that go by the name in them: of a place, and of a country without a day."""
DAY = 10  # characters of a day in a block's key


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The readings of a shard of `lines` that are `counting`, by the digests of their texts.

    Equal texts have equal claims, so they stay together.
    """

    lines: str
    rooms: Rooms
    counting: frozenset[str]

    def __call__(self, number: int) -> list[str]:
        """Write them down; their ids."""
        lines = lines_in(self.lines, number)
        found = (outcome_of(told) for line in lines for told in line["outcomes"])
        kept = (one for one in found if isinstance(one, Reading))
        held = {one.document.id: one for one in kept if one.document.id in self.counting}
        self.rooms.write(
            "readings",
            number,
            (
                (self.rooms.part_of(one.document.digest), {"reading": dump(one)})
                for one in held.values()
            ),
        )
        return sorted(held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """Which sampled runs of words, and which names and words, each report of a partition holds."""

    rooms: Rooms

    def __call__(self, part: int) -> tuple[int, list[Pair]]:
        """Write them down by themselves; how many reports there are, and which are twins."""
        rooms, held = self.rooms, readings_in(self.rooms, "readings", part)
        runs = ((one.document.id, sketch_of(one.document)) for one in held)
        rooms.write(
            "runs",
            part,
            (
                (rooms.part_of(run), {"mark": run, "id": id_, "runs": len(sketch)})
                for id_, sketch in runs
                for run in sketch
            ),
        )
        profiles = map(profile_of, held)
        rooms.write(
            "marks",
            part,
            (
                (rooms.part_of(mark), {"mark": mark, "id": one.id, "brief": brief})
                for one, brief in ((one, _brief(one)) for one in profiles)
                for mark in one.marks
            ),
        )
        shelf = Shelf(one.document for one in held)
        twins = ((shelf.twin(document), document.id) for document in shelf)
        return len(held), [(twin, id_) for twin, id_ in twins if twin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """The group-by on the runs of a partition: pairs of reports that share some, and how many."""

    rooms: Rooms

    def __call__(self, part: int) -> list[int]:
        """Write them down by their left report; the runs that bring nobody together."""
        holders: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
        for row in self.rooms.read("runs", part):
            holders[row["mark"]].add((row["id"], row["runs"]))
        phrases = [mark for mark, held in holders.items() if is_phrase(len(held))]
        for mark in phrases:
            del holders[mark]
        met = Counter(pair for held in holders.values() for pair in combinations(sorted(held), 2))
        self.rooms.write(
            "met",
            part,
            (
                (
                    self.rooms.part_of(one),
                    {"left": one, "right": two, "shared": n, "runs": [mine, theirs]},
                )
                for ((one, mine), (two, theirs)), n in met.items()
            ),
        )
        return phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The pairs of reports, by their left one, that are near enough to be looked at."""

    rooms: Rooms

    def __call__(self, part: int) -> list[Pair]:
        """Their ids."""
        shared, runs = Counter[Pair](), dict[Pair, list[int]]()
        for row in self.rooms.read("met", part):
            pair = row["left"], row["right"]
            shared[pair] += row["shared"]
            runs[pair] = row["runs"]
        return [pair for pair, n in shared.items() if n >= fewest_shared(min(runs[pair]))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """The reports of a partition to the partitions of their groups; `home` names each one's."""

    rooms: Rooms
    room: str
    home: Mapping[str, str]

    def __call__(self, part: int) -> None:
        """Write them down."""
        held = readings_in(self.rooms, "readings", part)
        homes = ((one, self.home.get(one.document.id)) for one in held)
        self.rooms.write(
            self.room,
            part,
            (
                (self.rooms.part_of(home), {"group": home, "reading": dump(one)})
                for one, home in homes
                if home is not None
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Families among the groups of near reports in a partition."""

    rooms: Rooms
    room: str
    phrases: frozenset[int]

    def __call__(self, part: int) -> list[Family]:
        """The families."""
        groups: defaultdict[str, list[Reading]] = defaultdict(list)
        for row in self.rooms.read(self.room, part):
            groups[row["group"]].append(load(row["reading"], Reading))
        shelves = (
            Shelf((one.document for one in held), self.phrases)
            for _, held in sorted(groups.items())
        )
        return [one for shelf in shelves for one in families_of(near_copies(shelf, shelf))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Pairs of reports that share rare names and words; at most `most` hold a rare one."""

    rooms: Rooms
    most: int

    def __call__(self, part: int) -> None:
        """Write down how many names and words each pair shares, by its left report."""
        holders: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for row in self.rooms.read("marks", part):
            holders[row["mark"]][row["id"]] = row["brief"]
        names, words, briefs = Counter[Pair](), Counter[Pair](), dict[str, str]()
        for mark, held in holders.items():
            weeks = {load(brief, Profile).week for brief in held.values()}
            if len(held) > 1 and is_rare(len(weeks), len(held), self.most):
                briefs |= held
                (names if mark < WORD else words).update(combinations(sorted(held), 2))
        self.rooms.write(
            "shared",
            part,
            (
                (
                    self.rooms.part_of(one),
                    {
                        "left": one,
                        "right": two,
                        "counts": [names[one, two], words[one, two]],
                        "briefs": [briefs[one], briefs[two]],
                    },
                )
                for one, two in names | words
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """How strongly each pair of a partition speaks for one story."""

    rooms: Rooms

    def __call__(self, part: int) -> list[tuple[str, str, float]]:
        """Those that more likely tell one than not, with their scores."""
        names, words, briefs = Counter[Pair](), Counter[Pair](), dict[str, str]()
        for row in self.rooms.read("shared", part):
            pair = row["left"], row["right"]
            names[pair] += row["counts"][0]
            words[pair] += row["counts"][1]
            briefs |= dict(zip(pair, row["briefs"], strict=True))
        profiles = {id_: load(brief, Profile) for id_, brief in briefs.items()}
        found = []
        for one, two in sorted(names | words):
            shared = names[one, two], words[one, two]
            score = kinship(profiles[one], profiles[two], *shared)
            if score is not None and score > 0:
                found.append((one, two, score))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """The family and the story of each report that is in one; the leads of claims that follow."""

    families: Mapping[str, str]
    stories: Mapping[str, str]
    leads: Mapping[str, str] = field(default_factory=dict)

    def told(self, readings: Iterable[Reading]) -> tuple[Told, ...]:
        """The claims of these reports, ready to be compared."""
        return led(told_of(readings, homes=self.families, tales=self.stories), self.leads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """What the reports of a partition tell that have copies."""

    rooms: Rooms
    homes: Homes

    def __call__(self, part: int) -> list[Telling]:
        """Their claims, with a digest of what each tells."""
        readings = readings_in(self.rooms, "readings", part)
        copied = (one for one in readings if one.document.id in self.homes.families)
        return tellings_in(self.homes.told(copied))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """The reports of a partition to the partitions of the blocks in which their claims stand."""

    rooms: Rooms
    homes: Homes

    def __call__(self, part: int) -> None:
        """Write them down, once for each partition."""
        held = readings_in(self.rooms, "readings", part)
        self.rooms.write(
            "blocks",
            part,
            (
                (other, {"reading": dump(one)})
                for one in held
                for other in sorted(
                    {
                        part_of_block(self.rooms, block)
                        for told in self.homes.told([one])
                        for block in keys_of(told) | probes_of(told)
                    }
                )
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The group-by on blocks of claims: those that meet in a block of a partition, compared.

    All claims of such a block are here, so it is known whether it is crowded.
    """

    rooms: Rooms
    homes: Homes

    def __call__(self, part: int) -> list[Meeting]:
        """The pairs that are no strangers."""
        told = self.homes.told(readings_in(self.rooms, "blocks", part))
        keys = {key for one in told for key in keys_of(one)}
        elsewhere = frozenset(key for key in keys if part_of_block(self.rooms, key) != part)
        met = meetings_of(told, elsewhere)
        return [one for one in met if one.links or one.score != STRANGERS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The reports of a partition to the partitions of their claims' groups.

    `group` names the group of each claim that is with another; any other is one by itself.
    """

    rooms: Rooms
    homes: Homes
    group: Mapping[str, str]

    def __call__(self, part: int) -> None:
        """Write them down, once for each partition."""
        held = readings_in(self.rooms, "readings", part)
        self.rooms.write(
            "bound",
            part,
            (
                (other, {"reading": dump(one)})
                for one in held
                for other in sorted(
                    {self.part_of(claim.id, one.document.digest) for claim in one.claims}
                )
            ),
        )

    def part_of(self, claim: str, digest: str) -> int:
        """Where a claim of a text with this digest is gathered."""
        return self.rooms.part_of(self.group.get(claim, digest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The incidents of the groups of claims in a partition."""

    bound: Bound

    def __call__(self, part: int) -> list[tuple[Incident, Reach]]:
        """The incidents, each with how far it reaches."""
        rooms, group = self.bound.rooms, self.bound.group
        readings = readings_in(rooms, "bound", part)
        digests = {one.document.id: one.document.digest for one in readings}
        groups: defaultdict[str, list[Told]] = defaultdict(list)
        for told in self.bound.homes.told(readings):
            if self.bound.part_of(told.id, digests[told.document.id]) == part:
                groups[group.get(told.id, told.id)].append(told)
        gathered = (tuple(held) for _, held in sorted(groups.items()))
        made = ((incident_of(held), held) for held in gathered)
        return [(incident, reach_of(incident, held)) for incident, held in made]


def readings_in(rooms: Rooms, room: str, part: int) -> list[Reading]:
    """The readings of a partition, each once."""
    return [load(told, Reading) for told in {row["reading"] for row in rooms.read(room, part)}]


def part_of_block(rooms: Rooms, block: str) -> int:
    """Where the claims of a block meet: by its place, or its day, or what stands for the two.

    So the blocks of one report, which is carried to each of them, lie in few partitions, and the
    two blocks in which a pair must find each other lie in one: a dated claim of a place stands in
    others than an undated one.
    """
    words = block.split(BETWEEN)
    days = [word for word in words if len(word) == DAY and word[4] == word[7] == "-"]
    if words[0] == PLACE or (words[0] == UNDATED and not days):
        return rooms.part_of(words[2])
    return rooms.part_of((days or words)[-1])


def _brief(profile: Profile) -> str:
    """A profile without its names and words."""
    return dump(replace(profile, names=frozenset(), words=frozenset()))
