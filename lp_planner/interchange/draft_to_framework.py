"""Between the neutral draft and the planner's own framework of categories and standards."""

import re
from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from lp_planner.domain.evidence.standards import Category, Framework, Level, Standard
from lp_planner.domain.records.reach import Reach
from lp_planner.interchange.case_terms import CANONICAL
from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.keys import framework_key
from lp_planner.interchange.model import (
    FrameworkDraft,
    FrameworkItem,
    ScaleStep,
    detail,
    details_from,
    first_detail,
)
from lp_planner.interchange.report import Ledger, ReportLine, shown

CATEGORY = "category"
STANDARD = "standard"
LONGEST_KEY = 40
LONGEST_TITLE = 120
TITLE_ENDS = 60
OWN_DETAILS = frozenset(
    {
        "number",
        "in_a_line",
        "support_staff_note",
        "evidence_ideas",
        "weak_spots",
        "source",
        "disclaimer",
    }
)


def from_framework(framework: Framework) -> FrameworkDraft:
    """The planner's own framework as a draft; :func:`fit` gives it back equal.

    That holds for keys without spaces of up to 40 characters, each there once, a framework key
    that is safe as a file name, and names, titles and sources that are not empty.

    Raises:
        BadFrameworkFile: if a key is empty or not one line, or the framework has no name.
    """
    try:
        return FrameworkDraft(
            identifier=framework.key,
            title=framework.name,
            edition=framework.edition,
            source=framework.source,
            items=tuple(_own_items(framework)),
            scale_kind="influence" if framework.levels else "",
            scale=tuple(_step(level) for level in framework.levels),
            details=details_from({"disclaimer": _some(framework.disclaimer)}),
        )
    except ValidationError as refused:
        fault = refused.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the framework"
        message = f"{where}: this value cannot be exchanged ({fault['msg']}); please change it."
        raise BadFrameworkFile(message) from None


def _some(*values: str) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _own_items(framework: Framework) -> Iterator[FrameworkItem]:
    taken = {framework.key, *(standard.key for standard in framework.standards)}
    for place, category in enumerate(framework.categories, start=1):
        identifier = category.key
        while identifier in taken:  # a category may share its key with a standard
            identifier += "#category"
        taken.add(identifier)
        yield FrameworkItem(
            identifier=identifier,
            code=category.key,
            title=category.name,
            text=category.summary,
            position=place,
            kind=CATEGORY,
            details=details_from({"source": _some(category.source)}),
        )
        for number, standard in enumerate(category.standards, start=1):
            yield FrameworkItem(
                identifier=standard.key if standard.key != framework.key else f"{standard.key}#lp",
                code=standard.key,
                title=standard.title,
                text=standard.descriptor,
                parent=identifier,
                position=number,
                kind=STANDARD,
                details=details_from(
                    {
                        "number": (str(standard.number),),
                        "in_a_line": _some(standard.in_a_line),
                        "support_staff_note": _some(standard.support_staff_note),
                        "evidence_ideas": standard.evidence_ideas,
                        "weak_spots": standard.weak_spots,
                        "source": _some(standard.source),
                    }
                ),
            )


def _step(level: Level) -> ScaleStep:
    return ScaleStep(
        identifier=level.key,
        name=level.name,
        text=level.plain,
        details=details_from(
            {
                "reach": (level.reach.value,),
                "sphere": _some(level.sphere),
                "source": _some(level.source),
            }
        ),
    )


def fit(draft: FrameworkDraft) -> tuple[Framework, tuple[ReportLine, ...]]:
    """The draft as categories and standards, and a line for each thing that did not fit.

    Items at the top become categories, all items below them standards. A key is the code if that
    is one of a kind, without spaces and not long; otherwise the identifier; otherwise a number
    such as 2.1.
    """
    ledger = Ledger()
    source = draft.source or first_detail(draft.details, "creator") or "imported framework"
    framework = Framework(
        key=framework_key(draft.identifier, draft.title),
        name=draft.title,
        edition=draft.edition,
        disclaimer=first_detail(draft.details, "disclaimer"),
        source=source,
        levels=_levels(draft, source, ledger),
        categories=_Fitting(draft, source, ledger).categories(),
    )
    _losses(draft, ledger)
    return framework, ledger.lines()


def _levels(draft: FrameworkDraft, source: str, ledger: Ledger) -> tuple[Level, ...]:
    if draft.scale and draft.scale_kind != "influence":
        ledger.dropped(
            "the scale",
            ", ".join(shown(step.name) for step in draft.scale),
            "it does not measure influence, so its steps are no levels of influence",
        )
        return ()
    levels = []
    for step in draft.scale:
        reach = first_detail(step.details, "reach")
        if reach not in list(Reach):
            ledger.dropped(
                "the scale", f"the level {shown(step.name)}", "it does not say which reach it needs"
            )
            continue
        levels.append(
            Level(
                key=step.identifier,
                name=step.name,
                reach=Reach(reach),
                sphere=first_detail(step.details, "sphere"),
                plain=step.text,
                source=first_detail(step.details, "source") or source,
            )
        )
    return tuple(levels)


class _Fitting:
    """Builds categories and standards out of the items of one draft."""

    def __init__(self, draft: FrameworkDraft, source: str, ledger: Ledger) -> None:
        self._draft = draft
        self._source = source
        self._ledger = ledger
        self._tops = [item for item in draft.items if item.parent is None]
        self._outline: dict[str | None, str] = {None: ""}
        for item in draft.items:
            above = self._outline[item.parent]
            self._outline[item.identifier] = f"{above}.{item.position}".lstrip(".")

    def categories(self) -> tuple[Category, ...]:
        """The groups at the top; standards that stand alone at the top share one group."""
        below = self._below()
        groups = [
            item for item in self._tops if item.kind == CATEGORY or below.get(item.identifier)
        ]
        chosen = {item.identifier for item in groups}
        alone = [item for item in self._tops if item.identifier not in chosen]
        members = [item for group in groups for item in below.get(group.identifier, [])]
        keys = self._keys([*members, *alone])
        group_keys = self._keys(groups)
        numbers = {item.identifier: place for place, item in enumerate([*members, *alone], 1)}
        built = [
            Category(
                key=group_keys[group.identifier],
                name=self._title(group, group_keys[group.identifier]),
                summary=group.text,
                standards=self._standards(below.get(group.identifier, []), keys, numbers),
                source=first_detail(group.details, "source") or self._source,
            )
            for group in groups
        ]
        if alone:
            key = "standards"
            while key in group_keys.values():
                key += "_alone"
            self._ledger.changed(
                "the framework", f"{len(alone)} standards share one category", "they have no group"
            )
            built.append(
                Category(
                    key=key,
                    name=self._draft.title,
                    summary="",
                    standards=self._standards(alone, keys, numbers),
                    source=self._source,
                )
            )
        return tuple(built)

    def _below(self) -> dict[str, list[FrameworkItem]]:
        """For each item at the top, everything that stands below it, in reading order."""
        below: dict[str, list[FrameworkItem]] = {}
        depth: dict[str | None, int] = {None: 0}
        top = ""
        for item in self._draft.items:
            depth[item.identifier] = depth[item.parent] + 1
            if item.parent is None:
                top = item.identifier
                continue
            below.setdefault(top, []).append(item)
            if depth[item.identifier] > depth[top] + 1:
                self._ledger.changed(
                    shown(item.code or item.identifier),
                    "it stands beside what it stood below",
                    "the planner has categories and standards, and nothing below a standard",
                    alike="the tree",
                )
        return below

    def _keys(self, items: Iterable[FrameworkItem]) -> dict[str, str]:
        wanted = list(items)
        keys: dict[str, str] = {}
        taken: set[str] = set()
        for item in wanted:
            if _is_key(item.code) and item.code not in taken:
                keys[item.identifier] = item.code
                taken.add(item.code)
        for item in wanted:
            if item.identifier in keys:
                continue
            key = item.identifier
            if not _is_key(key) or CANONICAL.match(key.lower()) or "/" in key or key in taken:
                key = self._outline[item.identifier]
                while key in taken:
                    key += "x"
            taken.add(key)
            keys[item.identifier] = key
            self._ledger.changed(
                f"{shown(item.code or item.title or item.text)} as {shown(key)}",
                "the key is not the code",
                "the code is missing, stands there twice, has spaces or is long",
                alike="the keys",
            )
        return keys

    def _standards(
        self, items: list[FrameworkItem], keys: dict[str, str], numbers: dict[str, int]
    ) -> tuple[Standard, ...]:
        standards = []
        for item in items:
            number = first_detail(item.details, "number")
            in_range = re.fullmatch(r"-?[0-9]{1,9}", number) is not None
            key = keys[item.identifier]
            standards.append(
                Standard(
                    key=key,
                    number=int(number) if in_range else numbers[item.identifier],
                    title=self._title(item, key),
                    in_a_line=first_detail(item.details, "in_a_line"),
                    descriptor=item.text,
                    support_staff_note=first_detail(item.details, "support_staff_note"),
                    evidence_ideas=detail(item.details, "evidence_ideas"),
                    weak_spots=detail(item.details, "weak_spots"),
                    source=first_detail(item.details, "source") or self._source,
                )
            )
        return tuple(standards)

    def _title(self, item: FrameworkItem, key: str) -> str:
        if item.title:
            return item.title
        words = " ".join(item.text.split())
        if len(words) > LONGEST_TITLE:
            cut = words[:LONGEST_TITLE].rpartition(" ")[0]
            words = (cut if len(cut) > TITLE_ENDS else words[:LONGEST_TITLE]) + "…"
        self._ledger.changed(
            shown(key),
            "its title is the beginning of its text",
            "it has none of its own",
            alike="the titles",
        )
        return words or key


def _is_key(text: str) -> bool:
    return 0 < len(text) <= LONGEST_KEY and re.search(r"\s", text) is None


def _losses(draft: FrameworkDraft, ledger: Ledger) -> None:
    """Name what the planner's own framework has no place for."""
    why = "the planner’s own framework has no place for it; a CASE export keeps it"
    if draft.description:
        ledger.dropped("the framework", "its description", why)
    if draft.language:
        ledger.dropped("the framework", f"its language, {shown(draft.language)}", why)
    if draft.links:
        ledger.dropped("the links", f"{len(draft.links)} links beside the tree", why)
    for kept in draft.details:
        if kept.name not in OWN_DETAILS:
            ledger.dropped("the framework", f"the detail {shown(kept.name)}", why)
    for item in draft.items:
        for kept in item.details:
            if kept.name not in OWN_DETAILS:
                ledger.dropped("the items", f"the detail {shown(kept.name)}", why)
