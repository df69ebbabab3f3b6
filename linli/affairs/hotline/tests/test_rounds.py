"""An order goes back, comes again, is reported on and judged: its rounds."""

from datetime import timedelta
from typing import Any

import pytest

from linli.affairs.hotline import actions, errors, queries
from linli.affairs.hotline.actions.formats import read_replies, read_sheet, replies_sheet, write_sheet
from linli.affairs.hotline.actions.replying import sent_replies
from linli.affairs.hotline.models import Batch, Reply
from linli.affairs.hotline.tests.factories import (
    HOUR,
    PROFILE,
    HotTown,
    a_hot_town,
    an_order,
    arrive,
    kinds,
    move,
    stored,
)
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests import factories as town
from linli.affairs.matters.tests.factories import MORNING
from linli.base.kit import walls

pytestmark = pytest.mark.django_db
LATER = MORNING + 2 * HOUR
WORKER = ("maple-1", "grid_worker")


@pytest.fixture
def hot() -> HotTown:
    made = a_hot_town()
    arrive(made, an_order())
    return made


def declined(hot: HotTown) -> None:
    """The holder says it isn't theirs."""
    move(hot, matters.decline, stored().matter_id, *WORKER, LATER, note="是市管道路，归市政处。")


def returned(hot: HotTown) -> None:
    """And the desk sends it back."""
    declined(hot)
    with walls.acting(hot.clerk):
        actions.give_back(
            order_id=stored().id, reason="不在本区管辖范围", basis="市政府令第 12 号第四条", actor=hot.clerk, now=LATER
        )


def exported(hot: HotTown, now: object = None) -> Batch:
    """A file of what is due."""
    with walls.acting(hot.clerk):
        return actions.export_replies(source_id=hot.source.id, form="xlsx", actor=hot.clerk, now=now or LATER)  # type: ignore[arg-type]  # -- a moment or none


def replies(hot: HotTown, batch: Batch) -> list[tuple[str, str]]:
    with walls.acting(hot.clerk):
        return [(reply.order.number, reply.status) for reply in queries.replies_in(batch)]


def verdict(hot: HotTown, said: str, why: str = "", number: str = "QH001") -> actions.Judged:
    """The source's verdict on our last reply, as a file: our export with two columns filled in."""
    with walls.acting(hot.clerk):
        last = sent_replies([Reply.objects.select_related("order").filter(order__number=number).latest("at")])[0]
        sheet = replies_sheet([last], PROFILE, "xlsx")
        row = [*sheet.rows[0][:-2], said, why]
        content = write_sheet(type(sheet)("xlsx", sheet.header, (tuple(row),)))
        return actions.judge_file(
            source_id=hot.source.id, content=content, file_name="回执.xlsx", actor=hot.clerk, now=LATER + HOUR
        )


def test_what_the_holder_declines_waits_for_the_desk(hot: HotTown) -> None:
    declined(hot)
    order = stored()
    assert (order.state, order.is_due, kinds()) == ("back", False, ["arrived", "sent", "back"])


def test_a_return_needs_a_reason_and_a_written_basis(hot: HotTown) -> None:
    declined(hot)
    for reason, basis in (("", "某文件"), ("不归我们", " ")):
        with walls.acting(hot.clerk), pytest.raises(errors.ReasonMissing):
            actions.give_back(order_id=stored().id, reason=reason, basis=basis, actor=hot.clerk, now=LATER)


def test_a_returned_order_goes_up_with_reason_and_basis(hot: HotTown) -> None:
    returned(hot)
    order = stored()
    assert (order.state, order.reply_status, order.reply_basis) == ("returned", "returned", "市政府令第 12 号第四条")
    batch = exported(hot)
    assert replies(hot, batch) == [("QH001", "returned")]


def test_the_window_for_returning_is_dated_and_ends(hot: HotTown) -> None:
    declined(hot)
    with walls.acting(hot.clerk):
        assert actions.return_by(stored()) > LATER
        with pytest.raises(errors.ReturnTooLate):
            actions.give_back(
                order_id=stored().id, reason="a", basis="b", actor=hot.clerk, now=MORNING + timedelta(days=4)
            )


def test_an_order_of_another_county_goes_back_before_it_is_a_matter(hot: HotTown) -> None:
    arrive(hot, an_order("QH009", address="别的区某处"))
    with walls.acting(hot.clerk):
        actions.give_back(order_id=stored("QH009").id, reason="不在本区", basis="区划图", actor=hot.clerk, now=LATER)
    assert (stored("QH009").state, stored("QH009").matter_id) == ("returned", None)


def test_sent_again_after_a_return_it_is_ruled_on_and_cannot_be_returned_twice(hot: HotTown) -> None:
    returned(hot)
    arrived = arrive(hot, an_order(is_again=True, content="核实后属你区。"), now=LATER + HOUR)
    order = stored()
    matter = town.stored(order.matter_id)  # type: ignore[arg-type]  # -- it has been sent
    assert (arrived.again, order.state, order.round_no) == (1, "sent", 2)
    assert (matter.is_disputed, matter.holder_post_id) == (True, hot.town.posts["east", "street_leader"].id)
    rounds = [(turn.round_no, turn.kind) for turn in _turns(hot)]
    assert rounds == [(1, "arrived"), (1, "sent"), (1, "back"), (1, "returned"), (2, "again")]
    move(
        hot, matters.rule, order.matter_id, "east", "street_leader", LATER + HOUR,
        to_post_id=hot.town.posts["maple", "community_clerk"].id, note="职责清单第三条",
    )  # fmt: skip
    move(hot, matters.decline, order.matter_id, "maple", "community_clerk", LATER + 2 * HOUR, note="仍不归我们")
    with walls.acting(hot.clerk), pytest.raises(errors.ReturnedOnce):
        actions.give_back(order_id=order.id, reason="a", basis="b", actor=hot.clerk, now=LATER + 3 * HOUR)


def _turns(hot: HotTown) -> list[queries.TurnShown]:
    with walls.acting(hot.clerk):
        return queries.turns_of(stored())


def test_the_desk_may_refuse_a_return_and_the_level_above_rules(hot: HotTown) -> None:
    declined(hot)
    with walls.acting(hot.clerk):
        actions.keep(order_id=stored().id, note="小区内部，属社区", actor=hot.clerk, now=LATER)
    assert (stored().state, town.stored(stored().matter_id).is_disputed) == ("sent", True)  # type: ignore[arg-type]  # -- it has been sent


def test_only_what_changed_since_the_last_file_is_exported(hot: HotTown) -> None:
    arrive(hot, an_order("QH002", phone="", address="雪松小区"))
    with walls.acting(hot.clerk), pytest.raises(errors.NothingDue):
        actions.export_replies(source_id=hot.source.id, form="json", actor=hot.clerk, now=LATER)
    move(hot, matters.sign, stored().matter_id, *WORKER, LATER)
    assert replies(hot, exported(hot)) == [("QH001", "signed")]
    move(hot, matters.start, stored().matter_id, *WORKER, LATER)
    move(hot, matters.sign, stored("QH002").matter_id, "cedar-1", "grid_worker", LATER)
    second = exported(hot, LATER + HOUR)
    assert sorted(replies(hot, second)) == [("QH001", "handling"), ("QH002", "signed")]
    with walls.acting(hot.clerk), pytest.raises(errors.NothingDue):
        actions.export_replies(source_id=hot.source.id, form="json", actor=hot.clerk, now=LATER)


def test_a_closed_order_is_reported_whole_and_the_file_can_be_made_again(hot: HotTown) -> None:
    matter_id = stored().matter_id
    move(hot, matters.sign, matter_id, *WORKER, LATER)
    move(hot, matters.answer, matter_id, *WORKER, LATER + HOUR, note="已清运，请您看看。")
    move(hot, matters.close, matter_id, *WORKER, LATER + HOUR)
    move(hot, matters.rate, matter_id, "maple", "community_clerk", LATER + 2 * HOUR, rating=5, is_solved=True)
    batch = exported(hot, LATER + 2 * HOUR)
    with walls.acting(hot.clerk):
        kept = queries.replies_in(batch)
        for form in ("xlsx", "json"):
            first, again = (actions.replies_file(kept, PROFILE, form) for _ in range(2))
            read = [line.reply for line in read_replies(read_sheet(first), PROFILE)]
            assert read == sent_replies(kept) == [line.reply for line in read_replies(read_sheet(again), PROFILE)]
    reply = read[0]
    assert reply is not None
    assert (reply.status, reply.answer, reply.rating, reply.handler) == (
        "closed",
        "已清运，请您看看。",
        5,
        "maple office",
    )
    assert (reply.signed_at, reply.closed_at) == (LATER, LATER + HOUR)


def test_an_accepted_reply_stays_and_a_rejected_one_opens_the_matter_again(hot: HotTown) -> None:
    matter_id = stored().matter_id
    move(hot, matters.sign, matter_id, *WORKER, LATER)
    exported(hot)
    assert verdict(hot, "通过") == actions.Judged(1, 0, (), ())
    move(hot, matters.answer, matter_id, *WORKER, LATER, note="已清运。")
    move(hot, matters.close, matter_id, *WORKER, LATER)
    exported(hot, LATER + HOUR)
    assert verdict(hot, "驳回", "来电人说还没有清").rejected == 1
    order, matter = stored(), town.stored(matter_id)  # type: ignore[arg-type]  # -- it has been sent
    assert (order.state, order.round_no, matter.state, matter.reopen_count) == ("sent", 2, "filed", 1)
    with walls.acting(hot.clerk):
        assert [reply.verdict for reply in queries.replies_of(order)] == ["rejected", "accepted"]
    assert verdict(hot, "驳回", "又来一次").unknown == ("QH001",)


def test_a_rejected_return_is_the_next_round(hot: HotTown) -> None:
    returned(hot)
    exported(hot)
    verdict(hot, "驳回", "经核实属你区")
    assert (stored().state, stored().round_no, town.stored(stored().matter_id).is_disputed) == ("sent", 2, True)  # type: ignore[arg-type]  # -- it has been sent


def test_an_allowed_extension_is_applied_for_and_moves_the_senders_deadline_once_accepted(hot: HotTown) -> None:
    soon = MORNING + timedelta(days=2)
    arrive(hot, an_order(deadline=soon), now=MORNING)
    matter_id = stored().matter_id
    move(hot, matters.sign, matter_id, *WORKER, LATER)
    move(hot, matters.prolong, matter_id, *WORKER, LATER, note="等配件", days=5)
    move(hot, matters.allow, matter_id, "maple", "community_secretary", LATER, note="")
    order = stored()
    assert order.reply_status == "extension"
    assert order.reply_until is not None
    assert order.reply_until > soon
    exported(hot)
    verdict(hot, "通过")
    assert (stored().deadline, town.stored(matter_id).external_deadline) == (order.reply_until, order.reply_until)  # type: ignore[arg-type]  # -- it has been sent


def test_verdicts_on_strangers_and_bad_rows_are_named(hot: HotTown) -> None:
    content = "工单编号,回执,回执原因\nXX9,通过,\nQH001,驳回,\nQH001,也许,\n".encode()
    with walls.acting(hot.clerk):
        judged = actions.judge_file(source_id=hot.source.id, content=content, file_name="", actor=hot.clerk, now=LATER)
    assert (judged.unknown, [row for row, _ in judged.bad]) == (("XX9",), [3, 4])


def test_figures_count_what_they_are_taken_of_and_what_of_it(hot: HotTown) -> None:
    arrive(hot, an_order("QH002", phone="", urged=1), an_order("QH003", phone="", address="雪松小区"))
    for number, at in (("QH001", LATER), ("QH002", MORNING + timedelta(days=3))):
        move(hot, matters.sign, stored(number).matter_id, *WORKER, at)
    move(hot, matters.answer, stored().matter_id, *WORKER, LATER, note="好了")
    move(hot, matters.close, stored().matter_id, *WORKER, LATER)
    period: dict[str, Any] = {
        "since": MORNING - HOUR,
        "until": MORNING + timedelta(days=9),
        "now": MORNING + timedelta(days=6),
    }
    with walls.acting(hot.clerk):
        found = {each.name: (each.kept, each.counted) for each in queries.figures(hot.clerk, **period)}
        rest = queries.figure_rows(hot.clerk, "signed", "rest", page=1, **period)
    assert found == {"signed": (1, 3), "closed": (1, 3), "returned": (0, 3), "repeated": (1, 3)}
    assert sorted(row.number for row in rest.rows) == ["QH002", "QH003"]
