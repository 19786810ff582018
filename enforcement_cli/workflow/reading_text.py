"""One text through the stages, as it runs in a worker: is it a bulletin in words, what does it state.

Comes in: the text of a file. Goes out: a batch of the form narrative with what is asked of it, or why
it is none. Refuses to keep a text with identity or telephone numbers.
"""

from dataclasses import dataclass

from enforcement_cli.check.broken_sentences import check_sentences
from enforcement_cli.check.routing import Given, decide_head
from enforcement_cli.claims.read import claims_in
from enforcement_cli.locate.court_names import court_names
from enforcement_cli.locate.crosstab.words import words_for
from enforcement_cli.locate.narrative import locate_narrative
from enforcement_cli.model.batch import Batch, Outcome
from enforcement_cli.model.campaign import Campaign, Desk, campaign_weeks
from enforcement_cli.model.grid import RawBook
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import Evidence
from enforcement_cli.normalise.narrative import FORM, narrative_batch
from enforcement_cli.normalise.narrative_figures import Words
from enforcement_cli.normalise.narrative_whose import Sender
from enforcement_cli.normalise.texts import personal_data_in
from enforcement_cli.vocabulary.checks import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTask:
    """Whose text it may be: the file by the name it is shown by, the clerk's word for its court."""

    shown: str
    sha256: str
    desk: Desk
    campaign: Campaign
    court: str | None = None


def text_batch(task: TextTask, book: RawBook) -> tuple[Batch | None, tuple[Problem, ...]]:
    """The figures of a text (F-17), and what must be asked of it.

    None for a text of another matter (F-11), or a page that is none (F-01).
    """
    origin = Origin(file=task.shown)
    evidence = locate_narrative(book, task.desk, task.campaign, court=task.court)
    if evidence is None:
        page = book.kind == "html"
        facts = {
            "file": task.shown,
            "reason": "是网页，里面没有表格"
            if page
            else "是文字材料，没有同时写明法院、统计期间和数字",
        }
        return None, (Problem(rule=rule("F-01" if page else "F-11"), origin=origin, facts=facts),)
    batch = Batch(
        form=FORM,
        file_name=task.shown,
        sha256=task.sha256,
        frames={},
        places=(),
        evidence=evidence,
    )
    personal = sorted(set(personal_data_in(book.text.splitlines()).values()))
    if personal:
        facts = {"kind": "、".join(personal)}
        return batch, (Problem(rule=rule("V-22"), origin=origin, facts=facts),)
    kept = Problem(rule=rule("F-17"), origin=origin, facts={"told": ""})
    told = (kept, *check_sentences(book.text, task.shown))
    stated = _stated(task, book.text, batch, evidence)
    return stated.value, (*told, *stated.problems)


def _stated(
    task: TextTask, text: str, batch: Batch, evidence: tuple[Evidence, ...]
) -> Outcome[Batch]:
    """The batch with its statements, where the court is known.

    What says no period may still get one by the clerk (--as-of): its figures are read all the same.
    """
    head, _ = decide_head(batch, task.desk, task.campaign, Given(court=task.court))
    named = {piece.court for piece in evidence if piece.court}
    court = head.court if head else task.court or (named.pop() if len(named) == 1 else None)
    if court is None:
        return Outcome(value=batch)
    names = court_names(task.desk)
    weeks = campaign_weeks(task.campaign, task.desk.calendar)
    own = (head.period_start, head.period_end) if head else None
    words = Words(
        text=text,
        claims=claims_in(text),
        sender=Sender(court=court, names=names.names, over_others=court == task.desk.court),
        campaign=task.campaign,
        actions=words_for(task.campaign, names).actions,
        week=next((week.number for week in weeks if (week.start, week.end) == own), None),
    )
    return narrative_batch(words, file_name=task.shown, sha256=task.sha256, evidence=evidence)
