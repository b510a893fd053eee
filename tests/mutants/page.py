"""The page of mutants: a table by module, and each survivor with what was found about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.mutants.mutants import Mutant, Tried
from tests.mutants.rooms import LookedAt, Plan

HEAD = """# Faults that the tests notice

*Written by `make mutants`; do not edit. What was said about survivors stands in
`tests/mutants/looked_at.toml`, what is mutated in `tests/mutants/rooms.toml`
([why this tool](adr/0029-mutants.md)).*

A mutant is the planner with one deliberate fault in one function. A test that fails because of it
has noticed it. A mutant that nobody could tell from the planner is *equivalent* and counts for
nothing; of the others, at most one in twenty may survive.
"""


@dataclass
class Found:
    """What the runs found: mutants by room, how many each module has, faults by hand."""

    made: dict[str, int] = field(default_factory=dict)
    tried: dict[str, list[Tried]] = field(default_factory=dict)
    by_hand: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """The page, and what a run says at its end."""

    text: str
    summary: str
    share_survived: float
    missed_by_hand: int


@dataclass(frozen=True)
class _Survivor:
    mutant: Mutant
    seen: LookedAt | None

    @property
    def is_equivalent(self) -> bool:
        return self.seen is not None and not self.seen.is_accepted


@dataclass(frozen=True)
class _Count:
    made: int
    tried: int
    equivalent: int
    survived: int

    @property
    def viable(self) -> int:
        return self.tried - self.equivalent

    @property
    def share(self) -> float:
        return self.survived / self.viable if self.viable else 0.0

    def row(self, name: str) -> str:
        noticed = self.viable - self.survived
        cells = (name, self.made, self.tried, self.equivalent, noticed, self.survived)
        return "| " + " | ".join(str(cell) for cell in (*cells, f"{self.share:.1%}")) + " |"


def mutants_page(plan: Plan, found: Found, looked_at: Sequence[LookedAt]) -> Page:
    """The page of what was found."""
    tried = [one for room in plan.rooms for one in found.tried.get(room.name, ())]
    survivors = [
        _Survivor(one.mutant, _entry(one.mutant, looked_at)) for one in tried if not one.is_noticed
    ]
    rows, total = _table(plan, found, tried, survivors)
    missed = [name for name, is_noticed in found.by_hand.items() if not is_noticed]
    unseen = [s for s in survivors if s.seen is None]
    text = "\n".join(
        [
            HEAD,
            "| module | mutants | tried | equivalent | noticed | survived | share survived |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            total.row("**all**"),
            "",
            f"Of each group at most {plan.most} were drawn (seed {plan.seed}), or all of them.",
            "",
            *_by_hand(found),
            *_section("Survivors nobody has looked at yet", unseen),
            *_section("Accepted", [s for s in survivors if s.seen and s.seen.is_accepted]),
            *_section("Equivalent", [s for s in survivors if s.is_equivalent]),
        ]
    )
    summary = (
        f"{total.tried} mutants tried, {total.equivalent} equivalent, {total.survived} of"
        f" {total.viable} survived ({total.share:.1%}), {len(unseen)} not looked at;"
        f" by hand {len(found.by_hand)}, {len(missed)} not noticed\n"
    )
    return Page(text.rstrip() + "\n", summary, total.share, len(missed))


def _entry(mutant: Mutant, looked_at: Sequence[LookedAt]) -> LookedAt | None:
    about = (e for e in looked_at if e.is_about(mutant.function, mutant.was, mutant.now))
    return next(about, None)


def _table(
    plan: Plan, found: Found, tried: Sequence[Tried], survivors: Sequence[_Survivor]
) -> tuple[list[str], _Count]:
    """A row for each module, and the sum of all."""
    rows, counts = [], []
    for room in plan.rooms:
        for file in room.files:
            here = [s for s in survivors if s.mutant.file == file]
            equivalent = sum(s.is_equivalent for s in here)
            count = _Count(
                made=found.made.get(file, 0),
                tried=sum(one.mutant.file == file for one in tried),
                equivalent=equivalent,
                survived=len(here) - equivalent,
            )
            if count.made:
                rows.append(count.row(f"{room.name}: `{file.removeprefix('lp_planner/')}`"))
                counts.append(count)
    total = _Count(
        made=sum(c.made for c in counts),
        tried=sum(c.tried for c in counts),
        equivalent=sum(c.equivalent for c in counts),
        survived=sum(c.survived for c in counts),
    )
    return rows, total


def _by_hand(found: Found) -> Iterator[str]:
    if found.by_hand:
        yield "## Faults put in by hand"
        yield ""
        yield "In tables, and in functions with a decorator, where the tool makes none."
        yield ""
        for name, is_noticed in found.by_hand.items():
            yield f"- {name}: {'noticed' if is_noticed else '**not noticed**'}"
        yield ""


def _section(title: str, survivors: Sequence[_Survivor]) -> Iterator[str]:
    """Survivors under one heading, those with one reason together."""
    if not survivors:
        return
    yield f"## {title}"
    yield ""
    reasons = dict.fromkeys(s.seen.why if s.seen else "" for s in survivors)
    for why in reasons:
        if why:
            yield f"{why}"
            yield ""
        for survivor in survivors:
            if (survivor.seen.why if survivor.seen else "") == why:
                mutant = survivor.mutant
                yield f"- `{mutant.function}`: `{mutant.was}` → `{mutant.now}`"
        yield ""
