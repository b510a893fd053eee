"""What was agreed to in a round, as the same bars that surveys have, with their table."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.survey import survey_chart
from lp_planner.domain.voices.rounds import AskRound, GivenAnswer
from lp_planner.domain.voices.summing import Summed
from lp_planner.domain.voices.words import AnswerKind
from lp_planner.services.measures.surveys import COLUMNS
from lp_planner.wording import counted

AGREED = ("agree", "strongly_agree")


def agreed_chart(
    asked: AskRound, answers: Sequence[GivenAnswer], found: Sequence[Summed]
) -> Chart | None:
    """Bars for the statements of a round, from answers that may be seen; nothing without any.

    Those who said nothing to a statement are left out of its bar, and how many were expected
    stands in the table.
    """
    picked = [one for one in found if one.question.answer is AnswerKind.AGREE and one.is_answered]
    if not picked:
        return None
    frame = pd.DataFrame(
        [
            {
                "statement": one.question.words,
                "asked_on": max(answer.given_on for answer in answers),
                "invited": asked.expected,
                "is_reversed": False,
                **dict(one.counts),
            }
            for one in picked
        ],
        columns=list(COLUMNS),
    )
    chart = survey_chart(frame)
    least = min(picked, key=_share)
    agree, all_ = _agree(least), sum(number for _, number in least.counts)
    source = "-".join(sorted({answer.source.value for answer in answers}))
    return replace(
        chart,
        key=f"agreed-{asked.id}-{source}",
        title=f"{counted(len(answers), 'answer', 'answers')} to {asked.about}",
        takeaway=f"Least agreed to, {agree} of {all_}: {least.question.words}",
    )


def _agree(one: Summed) -> int:
    return sum(number for key, number in one.counts if key in AGREED)


def _share(one: Summed) -> float:
    return _agree(one) / sum(number for _, number in one.counts)
