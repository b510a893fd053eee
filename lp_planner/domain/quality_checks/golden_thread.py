"""The golden thread: from the problem through ingredients and actions to measures and results.

A published plan sheet stands in five columns and links nothing; here each thing names what it
serves, so that a thread that ends in the air can be seen and asked about. Source: EEF
implementation guidance (2019), Prepare; the links are our design.
"""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from lp_planner.domain.quality_checks.advisory import excerpt, quoted
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import Activity, CoachingSession, FidelityObservation
from lp_planner.domain.records.diagnosis import ProblemStatement
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import PeerSession
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.wording import counted

WORDS_LENGTH = 120


class Column(StrEnum):
    """Where a thing stands: why, what, how, how well, and what came of it."""

    PROBLEM = "problem"
    INGREDIENT = "ingredient"
    ACTION = "action"
    MEASURE = "measure"
    OUTCOME = "outcome"


class Node(Frozen):
    """One thing of the plan. ``serves`` is the barrier or group an action names in words."""

    kind: str
    id: str
    words: str
    column: Column
    serves: str = ""


class Edge(Frozen):
    """A link from one thing to one that serves or measures it, by id."""

    from_id: str
    to_id: str


class LooseEnd(StrEnum):
    """How a thread can end in the air."""

    PROBLEM_WITHOUT_INGREDIENT = "problem_without_ingredient"
    INGREDIENT_WITHOUT_PROBLEM = "ingredient_without_problem"
    INGREDIENT_WITHOUT_ACTION = "ingredient_without_action"
    INGREDIENT_WITHOUT_MEASURE = "ingredient_without_measure"
    ACTION_WITHOUT_PURPOSE = "action_without_purpose"
    PROBLEM_WITHOUT_OUTCOME = "problem_without_outcome"
    OUTCOME_WITHOUT_PROBLEM = "outcome_without_problem"


QUESTIONS = {
    LooseEnd.PROBLEM_WITHOUT_INGREDIENT: "What will people be seen doing that answers {words}?",
    LooseEnd.INGREDIENT_WITHOUT_PROBLEM: "Which problem does {words} answer?",
    LooseEnd.INGREDIENT_WITHOUT_ACTION: "What helps people to do this: {words}?",
    LooseEnd.INGREDIENT_WITHOUT_MEASURE: "How will you see whether this is in use: {words}?",
    LooseEnd.ACTION_WITHOUT_PURPOSE: "Which ingredient, barrier or group does {words} serve?",
    LooseEnd.PROBLEM_WITHOUT_OUTCOME: "Which result will tell you that this is better: {words}?",
    LooseEnd.OUTCOME_WITHOUT_PROBLEM: "Which problem will {words} tell you about?",
}


LEADS_TO = {
    Column.PROBLEM: (
        (Column.INGREDIENT, LooseEnd.PROBLEM_WITHOUT_INGREDIENT),
        (Column.OUTCOME, LooseEnd.PROBLEM_WITHOUT_OUTCOME),
    ),
    Column.INGREDIENT: (
        (Column.ACTION, LooseEnd.INGREDIENT_WITHOUT_ACTION),
        (Column.MEASURE, LooseEnd.INGREDIENT_WITHOUT_MEASURE),
    ),
}
"""What a thing leads to, and the end where it does not."""
HANGS_OFF = {
    Column.INGREDIENT: LooseEnd.INGREDIENT_WITHOUT_PROBLEM,
    Column.ACTION: LooseEnd.ACTION_WITHOUT_PURPOSE,
    Column.OUTCOME: LooseEnd.OUTCOME_WITHOUT_PROBLEM,
}
"""What is reached from something else, and the end where it is not.

A measure of how people find it, or of what it costs, may be about the plan as a whole.
"""


class BrokenLink(Frozen):
    """One place where the thread ends, and the question that would take it up again."""

    end: LooseEnd
    node: Node
    question: str


class Thread(Frozen):
    """A plan as things and links. Both ends of every edge are among the nodes."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    def column(self, column: Column) -> tuple[Node, ...]:
        """The nodes of one column, in their order."""
        return tuple(node for node in self.nodes if node.column is column)

    def after(self, node: Node, column: Column) -> tuple[Node, ...]:
        """The nodes of one column that a node leads to, in their order."""
        ids = {edge.to_id for edge in self.edges if edge.from_id == node.id}
        return tuple(other for other in self.column(column) if other.id in ids)

    def is_reached(self, node: Node) -> bool:
        """Whether anything leads to a node."""
        return any(edge.to_id == node.id for edge in self.edges)


def golden_thread(plan: Plan) -> Thread:
    """The thread of a plan; a link to something that is not there is left out.

    A fidelity measure that names no ingredient is about all of them. Visits that looked for an
    ingredient count as a measure of it. Coaching and work with peers stand as one thing each, with
    how often: what was said stays between the people.
    """
    links: list[tuple[str | None, str]] = []
    nodes = [_node(problem, Column.PROBLEM) for problem in plan.of(ProblemStatement)]
    ingredients = plan.of(ActiveIngredient)
    nodes += [_node(ingredient, Column.INGREDIENT) for ingredient in ingredients]
    links += [(ingredient.problem_id, ingredient.id) for ingredient in ingredients]
    for action, served in _actions(plan):
        nodes.append(action)
        links += [(ingredient_id, action.id) for ingredient_id in served]
    for measure in plan.of(Measure):
        if measure.outcome_construct in plan.final_constructs:
            nodes.append(_node(measure, Column.OUTCOME))
            links.append((measure.problem_id, measure.id))
        else:
            nodes.append(_node(measure, Column.MEASURE))
            is_of_all = measure.outcome_construct == "fidelity" and not measure.ingredient_id
            about = [i.id for i in ingredients] if is_of_all else [measure.ingredient_id]
            links += [(ingredient_id, measure.id) for ingredient_id in about]
    for node, ingredient_id in _visits(plan):
        nodes.append(node)
        links.append((ingredient_id, node.id))
    known = {node.id for node in nodes}
    edges = {
        (from_id, to_id): Edge(from_id=from_id, to_id=to_id)
        for from_id, to_id in links
        if from_id is not None and from_id in known
    }
    return Thread(nodes=tuple(nodes), edges=tuple(edges.values()))


def _node(record: Record, column: Column, words: str = "", serves: str = "") -> Node:
    return Node(
        kind=record.kind,
        id=record.id,
        words=words or excerpt(record.headline, WORDS_LENGTH),
        column=column,
        serves=serves,
    )


def _actions(plan: Plan) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """What is done to help people, each with the ingredients it serves."""
    for strategy in plan.of(Strategy):
        node = _node(strategy, Column.ACTION, serves=strategy.barrier or strategy.group_served)
        yield node, strategy.ingredient_ids
    for session in plan.of(TrainingSession):
        yield _node(session, Column.ACTION), session.ingredient_ids
    for activity in plan.of(Activity):
        if activity.ingredient_ids:
            yield _node(activity, Column.ACTION), activity.ingredient_ids
    coached = [session.ingredient_id for session in plan.of(CoachingSession)]
    shared = [session.ingredient_id for session in plan.of(PeerSession)]
    for kind, name, named in (
        (CoachingSession.kind, "Coaching", coached),
        (PeerSession.kind, "Working with peers", shared),
    ):
        if served := [ingredient_id for ingredient_id in named if ingredient_id]:
            words = f"{name}, {counted(len(served), 'time', 'times')}"
            node = Node(kind=kind, id=f"{kind}:all", words=words, column=Column.ACTION)
            yield node, tuple(dict.fromkeys(served))


def _visits(plan: Plan) -> Iterator[tuple[Node, str]]:
    """For each ingredient that was looked for: one node for all the visits that did so."""
    looked_for = Counter(seen.ingredient_id for seen in plan.of(FidelityObservation))
    for ingredient in plan.of(ActiveIngredient):
        if number := looked_for[ingredient.id]:
            yield (
                Node(
                    kind="fidelity_visit",
                    id=f"visits:{ingredient.id}",
                    words=f"Looked for in {counted(number, 'short visit', 'short visits')}",
                    column=Column.MEASURE,
                ),
                ingredient.id,
            )


def broken_links(thread: Thread) -> tuple[BrokenLink, ...]:
    """Where the thread ends in the air, from the problem to the results, each with a question."""
    return tuple(
        BrokenLink(end=end, node=node, question=QUESTIONS[end].format(words=quoted(node.words)))
        for end, node in _loose_ends(thread)
    )


def _loose_ends(thread: Thread) -> Iterator[tuple[LooseEnd, Node]]:
    for node in thread.nodes:
        for column, end in LEADS_TO.get(node.column, ()):
            if not thread.after(node, column):
                yield end, node
        if node.column in HANGS_OFF and not thread.is_reached(node) and not node.serves:
            yield HANGS_OFF[node.column], node


class Strand(Frozen):
    """One line of a thread from beginning to end, small enough to be read at once."""

    name: str
    nodes: tuple[Node, ...]
    ends: tuple[BrokenLink, ...] = ()
    """Where it ends in the air."""

    def column(self, column: Column) -> tuple[Node, ...]:
        """The nodes of one column, in their order."""
        return tuple(node for node in self.nodes if node.column is column)


UNLINKED = "About the plan as a whole, or not linked yet"


def strands(thread: Thread) -> tuple[Strand, ...]:
    """The thread as one strand for each ingredient, those with the most open ends first.

    A problem without an ingredient is a strand of its own, and what nothing leads to stands
    together in the last one. Every node is in at least one strand, and every open end as well.
    """
    ends = broken_links(thread)
    found = []
    for ingredient in thread.column(Column.INGREDIENT):
        problems = [
            node
            for node in thread.column(Column.PROBLEM)
            if ingredient in thread.after(node, Column.INGREDIENT)
        ]
        nodes = (
            *problems,
            ingredient,
            *thread.after(ingredient, Column.ACTION),
            *thread.after(ingredient, Column.MEASURE),
            *(other for node in problems for other in thread.after(node, Column.OUTCOME)),
        )
        found.append(_strand(ingredient.words, nodes, ends))
    for problem in thread.column(Column.PROBLEM):
        if not thread.after(problem, Column.INGREDIENT):
            nodes = (problem, *thread.after(problem, Column.OUTCOME))
            found.append(_strand(problem.words, nodes, ends))
    drawn = {node.id for strand in found for node in strand.nodes}
    if rest := tuple(node for node in thread.nodes if node.id not in drawn):
        found.append(_strand(UNLINKED, rest, ends))
    return tuple(sorted(found, key=lambda strand: -len(strand.ends)))


def _strand(name: str, nodes: tuple[Node, ...], ends: tuple[BrokenLink, ...]) -> Strand:
    ids = {node.id for node in nodes}
    return Strand(name=name, nodes=nodes, ends=tuple(end for end in ends if end.node.id in ids))


NAMES = {
    Column.PROBLEM: "Problem",
    Column.INGREDIENT: "Ingredient",
    Column.ACTION: "Action",
    Column.MEASURE: "Measure",
    Column.OUTCOME: "Result",
}
NOTHING_YET = {
    Column.INGREDIENT: "No ingredient yet",
    Column.ACTION: "No action yet",
    Column.MEASURE: "No measure yet",
    Column.OUTCOME: "No result to look for yet",
}


def thread_as_text(thread: Thread) -> tuple[str, ...]:
    """The thread in indented lines that can be read aloud in order.

    Every node is in it at least once; what serves several things stands under each of them.
    """
    lines = [line for node in thread.column(Column.PROBLEM) for line in _branch(thread, node, 0)]
    loose = [
        node
        for node in thread.nodes
        if node.column is not Column.PROBLEM and not thread.is_reached(node)
    ]
    if loose:
        lines.append("About the plan as a whole, or not linked yet:")
        lines += [line for node in loose for line in _branch(thread, node, 1)]
    return tuple(lines)


def _branch(thread: Thread, node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    serves = f" (for: {node.serves})" if node.serves else ""
    yield f"{indent}{NAMES[node.column]}: {node.words}{serves}"
    for column, _ in LEADS_TO.get(node.column, ()):
        following = thread.after(node, column)
        if not following:
            yield f"{indent}  {NOTHING_YET[column]}"
        for other in following:
            yield from _branch(thread, other, depth + 1)
