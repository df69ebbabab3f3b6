"""The agreement as paper (人民调解法第二十九条): parties, facts, terms, lines to sign on, and a code to check it by."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.affairs.mediation.models import Agreement, Dispute, Term
from linli.affairs.mediation.queries.one import PartyShown, mediators_of, parties_of
from linli.affairs.mediation.states import kinds
from linli.affairs.mediation.states.words import CAPACITY_NAMES, HOW_NAMES, SIDE_NAMES
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.ui.paper import Paper


def agreement_paper(
    actor: Actor, dispute: Dispute, agreement: Agreement, *, code: str, address: str, language: str
) -> bytes:
    """The PDF to be printed and signed, or read again once it is in force."""
    is_written = agreement.form == "written"
    paper = Paper(
        title=_("人民调解协议书") if is_written else _("口头调解协议记录"),
        footer=agreement.number,
        language=language,
    )
    paper.heading(
        _("人民调解协议书") if is_written else _("口头调解协议记录"),
        _("编号 %(number)s") % {"number": agreement.number},
    )
    parties = parties_of(actor, dispute)
    paper.section(_("一、当事人"))
    paper.lines([line for party in parties for line in _party(party)])
    paper.section(_("二、纠纷的主要事实、争议事项和各方责任"))
    paper.paragraph(_("纠纷类型：%(kind)s。") % {"kind": kinds()[dispute.kind].name})
    paper.paragraph(agreement.facts)
    if agreement.blame:
        paper.paragraph(_("各方责任：%(blame)s") % {"blame": agreement.blame})
    paper.section(_("三、经调解，双方自愿达成以下协议"))
    paper.lines(_terms(list(agreement.terms.order_by("number")), parties))
    paper.section(_("四、效力"))
    paper.paragraph(_effect(agreement))
    _sign_off(paper, actor, dispute, agreement, parties)
    paper.code(
        address,
        [
            _("扫码或到“核对协议”页面，凭编号和校验码核对真伪。"),
            _("编号 %(number)s") % {"number": agreement.number},
            _("校验码 %(code)s") % {"code": code},
            _("本协议当事人各执一份，人民调解委员会留存一份。"),
        ],
    )
    return paper.pdf()


def _sign_off(
    paper: Paper, actor: Actor, dispute: Dispute, agreement: Agreement, parties: Sequence[PartyShown]
) -> None:
    """Lines for the parties and the mediators, and a place for the seal; the record of an oral agreement is the mediator's alone."""
    names = [row.name for row in mediators_of(actor, dispute) if row.until is None]
    labels = [_("人民调解员 %(name)s") % {"name": name} for name in names]
    if agreement.form == "written":
        labels = [*(_signer(party) for party in parties if party.side != "third"), *labels]
        paper.section(_("五、签名、盖章或按指印"))
    paper.signatures(labels, date_label=_("　　　年　　月　　日"))
    if agreement.form == "written":
        body = agreement.seal_body_name or dispute.owner_post.body.name
        paper.lines([_("%(body)s（盖章）") % {"body": body}, ""])


def _signer(party: PartyShown) -> str:
    """Whose line it is; who speaks for a party signs on it."""
    said = f"{SIDE_NAMES[party.side]} {party.name}"
    spoken = "、".join(f"{CAPACITY_NAMES[speaker.capacity]} {speaker.name}" for speaker in party.speakers)
    return f"{said}（{spoken}）" if spoken else said


def _party(party: PartyShown) -> list[str]:
    said = f"{SIDE_NAMES[party.side]}：{party.name}"
    if party.address:
        said += "，" + _("住址 %(address)s") % {"address": party.address}
    if party.is_minor:
        said += "，" + _("未成年人")
    spoken = [f"　　{CAPACITY_NAMES[speaker.capacity]}：{speaker.name}" for speaker in party.speakers]
    return [said, *spoken]


def _terms(terms: Sequence[Term], parties: Sequence[PartyShown]) -> list[str]:
    names = {party.id: party.name for party in parties}
    lines = []
    for term in terms:
        said = f"{term.number}. {names.get(term.party_id, '')}（{HOW_NAMES[term.how]}）：{term.text}"
        if term.amount is not None:
            said += "，" + _("人民币 %(amount)s 元") % {"amount": f"{term.amount:,.2f}"}
        day = f"{term.due_on:%Y-%m-%d}"
        lines.append(said + "，" + _("于 %(day)s 前履行完毕。") % {"day": day})
    return lines


def _effect(agreement: Agreement) -> str:
    if agreement.form == "oral":
        said = _("口头调解协议自各方当事人达成协议之日起生效，由人民调解员记录。")
    else:
        said = _("本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。")
    said += _(
        "协议具有法律约束力，当事人应当按照约定履行。双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。"
    )
    if agreement.in_force_at:
        day = f"{clock.local_date(agreement.in_force_at):%Y-%m-%d}"
        said += _("本协议已于 %(day)s 生效。") % {"day": day}
    return said
