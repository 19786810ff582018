"""What each return states: ledgers week by week, measures lists, and the slips in them.

In: the story, the events, whether faults are wanted. Out: returns with their logical rows,
in order of arrival. Refuses to know how a court lays its file out.
"""

from datetime import date, datetime, timedelta

from sample_data.making.cases import COMPLETED, INTERIM, TERMINATED, Case
from sample_data.making.causes import SMALL, actions_of
from sample_data.making.courts import COURTS, Court
from sample_data.making.measures import COMPELLED, DETAINED
from sample_data.making.nouns import WITHDRAWN, Answer, Measure, Return, Statement, World
from sample_data.making.slips import extra_files, file_name, with_slips
from sample_data.making.story import TRANSFER_WEEK
from sample_data.making.weeks import CHINA, WEEKS, Week

TWO_SHEETS = 30


def returns(world: World, *, lists: bool = True) -> list[Return]:
    """Every file of the campaign in order of arrival; without `lists`, the ledgers only."""
    sent: list[Return] = []
    sheets = _second_sheets(world)
    for week in WEEKS:
        for place, court in enumerate(COURTS):
            at = _arrival(world, week, court, place)
            ledger = _ledger(world, court, week, at, sheets)
            sent.append(with_slips(world, ledger) if world.faults else ledger)
            if lists and court.sends_measures:
                sent.append(_measures(world, court, week, at + timedelta(minutes=4)))
    if world.faults:
        sent += list(extra_files(world, sent))
    return sorted(sent, key=lambda r: (r.received_at, r.court.code, r.form, r.file))


def answers(world: World) -> list[Answer]:
    """Why a printed figure was corrected, and a lowering that is true."""
    if not world.faults:
        return []
    return [
        Answer(
            at=datetime(2026, 1, 15, 10, 0, tzinfo=CHINA),
            court="辽1202",
            code="Z-03",
            case_no="",
            by="银州区人民法院执行局内勤",
            reason="一案到位金额多记，经核对账更正",
        ),
        Answer(
            at=datetime(2026, 2, 4, 10, 0, tzinfo=CHINA),
            court="辽1221",
            code="P-01",
            case_no=world.case("lowered").case_no,
            by="铁岭县人民法院执行局内勤",
            reason="一笔款项误记到本案，经核对账后核减",
        ),
    ]


def _arrival(world: World, week: Week, court: Court, place: int) -> datetime:
    if world.faults and court.code == "辽1224" and week.number == 6:
        # after the issue of W6 went out, before that of W7
        return datetime(2026, 1, 27, 10, 30, tzinfo=CHINA)
    opened = datetime(2025, 1, 1, 8, 40, tzinfo=CHINA).timetz()
    minutes = place * 21 + (week.number * 7 + place * 5) % 17
    return datetime.combine(week.monday_after, opened) + timedelta(minutes=minutes)


def _ledger(
    world: World, court: Court, week: Week, at: datetime, sheets: dict[int, tuple[str, ...]]
) -> Return:
    cases = sorted(
        (case for case in world.story.cases if _listed_by(case, week.number) == court.code),
        key=lambda c: (c.filed_on, c.case_type, c.serial),
    )
    rows = tuple(
        _statement(world, court, case, week, sheets) for case in cases if case.filed_on <= week.end
    )
    return Return(
        court=court,
        form="cases",
        week=week,
        version=1,
        received_at=at,
        file=file_name(court, week, "案件台账"),
        statements=rows,
    )


def _listed_by(case: Case, week: int) -> str:
    return case.number_court if week < TRANSFER_WEEK else case.court


def _statement(
    world: World, court: Court, case: Case, week: Week, sheets: dict[int, tuple[str, ...]]
) -> Statement:
    number = week.number
    shown = [payment for payment in case.payments if payment.shown <= number]
    closing = case.closing if case.closing and case.closing.shown <= number else None
    back = bool(closing and closing.withdrawn and closing.withdrawn <= number)
    claim = case.claim_at(number)
    original = None if case.original is None else world.story.cases[case.original].case_no
    return Statement(
        case_no=case.case_no,
        original=original,
        filed_on=case.filed_on,
        cause=case.cause,
        applicant=case.applicant,
        debtor=case.debtor,
        officer=case.officer % court.officers,
        claim_fen=claim,
        recovered_fen=sum(payment.fen for payment in shown),
        waived_fen=(case.waived_fen if closing else 0) if "waived" in court.columns else None,
        closing_claim_fen=claim if closing and "closing_claim" in court.columns else None,
        received_on=max((p.on for p in shown), default=None)
        if "received_on" in court.columns
        else None,
        closed_on=closing.on if closing and not back else None,
        close_method=WITHDRAWN if back else closing.method if closing else None,
        declared=_declared(case) if "declared" in court.columns else (),
        sheets=sheets.get(case.key, ()) if court.code == "辽1202" else (),
        compelled=_mark(world, case, COMPELLED, number),
        detained=_mark(world, case, DETAINED, number),
        note=_note(world, court, case, closing is not None, back=back),
    )


def _declared(case: Case) -> tuple[str, ...]:
    return actions_of(case.cause, small=case.category in SMALL)


def _mark(world: World, case: Case, kind: str, week: int) -> date | str | None:
    mark = world.marks.get((case.key, kind))
    return mark.value if mark and mark.shown <= week else None


def _note(world: World, court: Court, case: Case, closed: bool, *, back: bool) -> str:  # noqa: FBT001
    if back:
        return "申请人反映款项未付清，撤销报结继续执行"
    if case.key == world.story.parts["transfer"] and court.code == "辽1204":
        return "指定本院执行"
    if case.case_type == "执恢":
        return "恢复执行"
    if closed and case.closing:
        return {TERMINATED: "申请人撤回执行申请", INTERIM: "", COMPLETED: ""}[case.closing.method]
    return "分期履行中" if case.payments and case.closing is None else ""


def _second_sheets(world: World) -> dict[int, tuple[str, ...]]:
    """The sheets of 银州's workbook that list a case; thirty cases stand on two."""
    own = [case for case in world.story.cases if "辽1202" in {case.court, case.number_court}]
    several = [case.key for case in own if len(_declared(case)) > 1][:TWO_SHEETS]
    if len(several) != TWO_SHEETS:
        raise ValueError(f"only {len(several)} cases of 银州 fit two sheets")
    sheets: dict[int, tuple[str, ...]] = {}
    for case in own:
        actions = _declared(case) or ("other",)
        # the narrowest action is where a court would put a case first
        sheets[case.key] = (actions[-1], actions[0]) if case.key in several else (actions[-1],)
    return sheets


def _measures(world: World, court: Court, week: Week, at: datetime) -> Return:
    lines = []
    for event in world.events[court.code, week.number]:
        case = world.story.cases[event.key]
        lines.append(
            Measure(
                case_no=case.case_no,
                debtor=case.debtor,
                person_id=case.debtor_id,
                kind=event.kind,
                on=event.on,
                quantity=event.quantity,
                amount_fen=event.amount_fen,
                officer=case.officer % court.officers,
            )
        )
    return Return(
        court=court,
        form="measures",
        week=week,
        version=1,
        received_at=at,
        file=file_name(court, week, "强制措施清单"),
        measures=tuple(lines),
    )
