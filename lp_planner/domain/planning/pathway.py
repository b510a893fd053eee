"""The way through a project: phases, steps, the words of every form, and the vocabularies."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from lp_planner.domain.accounts.posts import Post, post_of
from lp_planner.domain.accounts.sectors import Sector
from lp_planner.domain.evidence.claims import Proposal
from lp_planner.domain.records.records import Frozen

EVIDENCE = "evidence"
"""Where questions about claims are answered, beside the keys of the steps."""


class Term(Frozen):
    """One answer of a closed vocabulary. Its ``standards`` are proposed when it is chosen."""

    key: str
    label: str
    help: str = ""
    phase: str = ""
    """Only for activity types: the phase in which the activity usually happens."""
    group: str = ""
    also: tuple[str, ...] = ()
    """What others call it: read in a file that somebody brings, never shown."""
    groups: tuple[str, ...] = ()
    """Only for parts of a training session: the groups of mechanisms it can serve."""
    standards: tuple[Proposal, ...] = ()
    same_as: str = ""
    """Only for activity types: the form that records the same act, as ``kind`` or ``kind:term``.

    One act has one first standard, whichever way it is recorded; the content checks hold both
    ways together.
    """
    source: str


class Vocabulary(Frozen):
    """A closed list of answers."""

    key: str
    name: str
    source: str
    terms: tuple[Term, ...]

    @cached_property
    def by_key(self) -> dict[str, Term]:
        """The terms by their key."""
        return {term.key: term for term in self.terms}

    def label(self, key: str) -> str:
        """The words for a key; the key itself when it is not (or no longer) a term."""
        return self.by_key[key].label if key in self.by_key else key


class FieldText(Frozen):
    """The words around one field of a form."""

    name: str
    label: str
    help: str = ""
    placeholder: str = ""
    examples: Mapping[str, str] = {}
    """Examples from examples.toml for a sector, a post or both, where one suits better."""

    def suited_to(self, post: Post, sector: Sector) -> "FieldText":
        """The same words with the nearest example: for both, for the sector, for the post."""
        nearest = (whom for whom in whoms(post, sector) if whom in self.examples)
        found = next((self.examples[whom] for whom in nearest), self.placeholder)
        return self.model_copy(update={"placeholder": found})


def whoms(post: Post, sector: Sector) -> tuple[str, str, str]:
    """What examples.toml calls somebody, nearest first."""
    return (f"{sector}_{post}", sector, post)


class ExampleBook(Frozen):
    """The examples inside the boxes of the forms, by kind of record, field and whom they suit."""

    source: str
    says: Mapping[str, Mapping[str, Mapping[str, str]]]


class RowText(Frozen):
    """What a row in a list says of a record, by the names of its fields."""

    lead: str = ""
    """In bold before the rest: who, where, or what was decided."""
    says: str = ""
    """The words of the row; without it, the record's headline."""
    tags: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    """In a smaller line below."""
    done: str = ""
    """The day or the tick that says it is settled, said in ``done_word``."""
    done_word: str = "done"

    @property
    def names(self) -> tuple[str, ...]:
        """Every field it names."""
        return tuple(n for n in (self.lead, self.says, *self.tags, *self.note, self.done) if n)


class RecordText(Frozen):
    """The words of one kind of record, and the standards it usually evidences."""

    kind: str
    name: str
    plural: str
    add_label: str
    empty: str
    first: tuple[str, ...] = ()
    """The answers a new form shows beside the needed ones; the others are folded."""
    row: RowText = RowText()
    fields: tuple[FieldText, ...]
    standards: tuple[Proposal, ...] = ()
    source: str

    @cached_property
    def field_by_name(self) -> dict[str, FieldText]:
        """The words by field name."""
        return {field.name: field for field in self.fields}


class Exemplar(Frozen):
    """An invented weak sentence beside a better one, with what makes it better."""

    sector: Sector
    post: str
    weak: str
    better: str
    why: str

    @property
    def is_of_support_staff(self) -> bool:
        """Whether somebody in a support role wrote it, as the story goes."""
        return post_of(self.post) is Post.SUPPORT


def nearest_exemplars(
    exemplars: Iterable[Exemplar], sector: Sector, post: Post
) -> tuple[Exemplar, ...]:
    """The sentences of somebody's own sector, and of support staff where they are one.

    The nearest come first: sector and post, then one of the two. All, while neither is known.
    """
    is_support = post is Post.SUPPORT

    def is_far(one: Exemplar) -> tuple[bool, bool]:
        return one.is_of_support_staff is not is_support, one.sector is not sector

    if sector is Sector.ANY and not is_support:
        return tuple(exemplars)
    near = [e for e in exemplars if e.sector is sector or (is_support and e.is_of_support_staff)]
    return tuple(sorted(near, key=is_far))


class Step(Frozen):
    """One step of a phase: what to think about and the kind of record it asks for."""

    key: str
    name: str
    kind: str
    intro: str
    why: str
    questions: tuple[str, ...] = ()
    notes: Mapping[Post, str] = {}
    """A word for some posts, where what the step asks looks different from there."""
    exemplars: tuple[Exemplar, ...] = ()
    is_core: bool = False
    """Whether a sound first plan needs it; everything else goes deeper."""
    is_optional: bool = False
    """Welcome when there is something to write, never asked for as the next step."""
    source: str


class Item(Frozen):
    """One thing that the guidance asks of a phase, with the steps that belong to it."""

    key: str
    name: str
    says: str
    """What it asks, in one sentence."""
    steps: tuple[Step, ...] = ()
    noted_at: str = ""
    """Where it has no step of its own: the step of another item whose records speak of it too."""
    source: str


class Phase(Frozen):
    """A phase of the journey: the guidance's own items, in its order."""

    key: str
    name: str
    icon: str
    purpose: str
    items: tuple[Item, ...]
    source: str

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of all items, in order."""
        return tuple(step for item in self.items for step in item.steps)


class LensLine(Frozen):
    """One line of the guidance of 2024, and the steps at which it is asked."""

    recommendation: int
    part: str
    line: str
    says: str
    question: str
    asked_at: tuple[str, ...]
    source: str


class Pathway(Frozen):
    """Phases in order and the words of every kind of record."""

    key: str
    name: str
    edition: str
    source: str
    phases: tuple[Phase, ...]
    records: tuple[RecordText, ...]
    lens: tuple[LensLine, ...] = ()
    """The newer edition of the guidance, beside the structure of the older one."""
    claim_exemplars: tuple[Exemplar, ...] = ()
    """A weak claim of evidence beside a better one; a claim is made at every step."""

    def lens_at(self, step: str) -> tuple[LensLine, ...]:
        """The lines of the newer guidance that are asked at a step."""
        return tuple(line for line in self.lens if step in line.asked_at)

    def exemplars_at(self, step: str) -> tuple[Exemplar, ...]:
        """The weak and better sentences of a step, or of claims at "evidence"."""
        if step == EVIDENCE:
            return self.claim_exemplars
        steps = (s for phase in self.phases for s in phase.steps)
        return next((s.exemplars for s in steps if s.key == step), ())

    def with_examples(self, book: ExampleBook) -> "Pathway":
        """The same pathway with the examples of a book beside the fields they are for."""
        return self.model_copy(
            update={
                "records": tuple(
                    text.model_copy(
                        update={
                            "fields": tuple(
                                field.model_copy(update={"examples": said[field.name]})
                                if field.name in said
                                else field
                                for field in text.fields
                            )
                        }
                    )
                    if (said := book.says.get(text.kind))
                    else text
                    for text in self.records
                )
            }
        )

    @cached_property
    def core(self) -> tuple[Step, ...]:
        """The steps that a sound first plan needs, in order."""
        return tuple(step for phase in self.phases for step in phase.steps if step.is_core)

    @cached_property
    def phase_by_key(self) -> dict[str, Phase]:
        """The phases by their key."""
        return {phase.key: phase for phase in self.phases}

    @cached_property
    def text_by_kind(self) -> dict[str, RecordText]:
        """The words of each kind of record."""
        return {text.kind: text for text in self.records}
