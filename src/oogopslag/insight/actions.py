"""Everything that changes figures: taking in events and evidence, computing, contesting, asking."""

from django.utils import timezone

from oogopslag.insight import demo_surveys, demo_year
from oogopslag.insight.answers import take_answers
from oogopslag.insight.collecting import close_months, collect, keep
from oogopslag.insight.computing import recompute
from oogopslag.insight.contesting import answer_contest, contest
from oogopslag.insight.demo_year import write as make_demo_year
from oogopslag.insight.joining import add_unit, join_body
from oogopslag.insight.keeping import keep as keep_figures
from oogopslag.insight.leaving import follow_register, leave
from oogopslag.insight.measuring import declared, measured, measured_again
from oogopslag.insight.mirrors import reckon as reckon_answers
from oogopslag.insight.others import keep_others
from oogopslag.insight.own_tests import test_own_services
from oogopslag.insight.queries import computation_due
from oogopslag.insight.screens import take_report
from oogopslag.insight.surveys import after_contact, ask_after_contact, invite
from oogopslag.insight.surveys import answer as answer_survey

__all__ = [
    "add_unit",
    "after_contact",
    "answer_contest",
    "answer_survey",
    "ask_after_contact",
    "close_months",
    "collect",
    "contest",
    "declared",
    "follow_register",
    "invite",
    "join_body",
    "keep",
    "keep_figures",
    "keep_others",
    "leave",
    "make_demo_year",
    "measured",
    "measured_again",
    "ready_for_demo",
    "reckon_answers",
    "recompute",
    "take_answers",
    "take_report",
    "test_own_services",
]


def ready_for_demo() -> None:
    """The demonstration year and its scorecards: made once, again when a month has passed, and
    computed anew when the formulas changed.
    """
    today = timezone.localdate()
    made = demo_year.ready(today)
    if not made:
        demo_year.write(today)
        demo_surveys.write(today)
    if not made or computation_due(today):
        recompute(today)
        reckon_answers()
