"""The screens that matter: who opens each, and how to come to it in a city whose ids nobody knows beforehand."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ID = "[0-9a-f-]{36}"
HREF = re.compile(r'\shref="([^"]*)"')
# The way here and the sister pages lead up or aside, never on.
WAYS = re.compile(r"<nav\b.*?</nav>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Screen:
    """A page: begin at `path`, follow the first link that matches each of `links`, or put what the last one caught into `then`.

    needs_day: what it shows is made by the played day, so a city that was only loaded has no way there.
    """

    name: str
    path: str
    as_: str = ""
    links: tuple[str, ...] = ()
    then: str = ""
    needs_day: bool = False


SCREENS = (
    Screen("home", "/"),
    Screen("home-found", "/?q=红旗里"),
    Screen("places-open", "/open/places/"),
    Screen("ask-what", "/ask/?q=垃圾"),
    Screen("ask-where", "/ask/?item=env-rubbish&where=1&q=红旗里"),
    Screen("ask-form", "/ask/?item=env-rubbish&where=1&q=红旗里", links=(r"place=",)),
    Screen("items", "/open/items/"),
    Screen("items-field", "/open/items/?field=elders"),
    Screen("item", "/open/items/?field=elders", links=(r"^/open/items/[\w-]+/$",)),
    Screen("track", "/track/"),
    Screen("sign-in", "/accounts/sign-in/"),
    Screen("gallery", "/gallery/"),
    Screen("community", "/?q=红旗里", links=(r"\?place=",)),
    Screen("home-mine", "/"),
    Screen("my", "/my/", "resident"),
    Screen("my-matter", "/my/", "resident", (rf"^/my/matters/{ID}/$",)),
    Screen("my-told", "/my/", "resident", (rf"^/my/matters/({ID})/$",), "/my/matters/{}/told/"),
    Screen("my-looks", "/my/looks/", "resident"),
    Screen("grid-inbox", "/desk/", "grid"),
    Screen("grid", "/desk/grid/", "grid"),
    Screen("inbox", "/desk/", "secretary"),
    Screen("desk", "/desk/?box=area", "secretary", (rf"^/desk/matters/({ID})/$",), "/desk/?box=area&open={}"),
    Screen("matter", "/desk/?box=area", "secretary", (rf"^/desk/matters/{ID}/$",)),
    Screen("matter-told", "/desk/?box=area", "secretary", (rf"^/desk/matters/({ID})/$",), "/desk/matters/{}/told/"),
    Screen("intake", "/desk/intake/", "secretary"),
    Screen("search", "/desk/search/?q=垃圾", "secretary"),
    Screen("notices", "/desk/notices/", "secretary"),
    Screen("people", "/desk/people/", "secretary"),
    Screen("coverage", "/desk/people/coverage/", "secretary"),
    Screen("makeup", "/cockpit/people/", "leader"),
    Screen("makeup-community", "/cockpit/people/", "secretary"),
    Screen("unvisited", "/desk/people/unvisited/", "grid"),
    Screen("providers-open", "/open/providers/"),
    Screen("providers-here", "/open/providers/?q=红旗里", links=(r"\?place=",)),
    Screen("providers", "/desk/providers/", "secretary"),
    Screen("provider", "/desk/providers/", "secretary", (rf"^/desk/providers/{ID}/$",)),
    Screen("provider-new", "/desk/providers/new/", "secretary"),
    Screen("providers-near", "/desk/providers/near/", "leader"),
    Screen("provider-orders", "/desk/providers/orders/", "secretary"),
    Screen(
        "provider-order", "/desk/providers/orders/", "secretary", (rf"^/desk/providers/orders/{ID}/$",), needs_day=True
    ),
    Screen("ledgers", "/desk/ledgers/", "secretary"),
    Screen("ledger", "/desk/ledgers/honours/", "secretary"),
    Screen("ledger-new", "/desk/ledgers/honours/new/", "secretary"),
    Screen("campaigns", "/desk/campaigns/", "leader"),
    Screen("campaign", "/desk/campaigns/", "leader", (rf"^/desk/campaigns/{ID}/$",), needs_day=True),
    Screen(
        "campaign-street", "/desk/campaigns/", "leader", (rf"^/desk/campaigns/{ID}/$", r"^\?place="), needs_day=True
    ),
    Screen("campaign-new", "/desk/campaigns/new/", "leader"),
    Screen("gaps", "/desk/gaps/", "leader"),
    Screen("gaps-places", "/desk/gaps/places/", "street"),
    Screen("gaps-matters", "/desk/gaps/matters/", "street"),
    Screen("gaps-disputes", "/desk/gaps/disputes/", "leader"),
    Screen("resident", "/desk/people/", "secretary", (rf"^/desk/people/{ID}/$",)),
    Screen("household", "/desk/people/", "secretary", (rf"^/desk/people/{ID}/$", rf"/households/{ID}/$")),
    Screen("enrol", "/desk/people/households/new/", "secretary"),
    Screen("street-inbox", "/desk/?box=area", "street"),
    Screen("bodies", "/desk/bodies/", "street"),
    Screen("bodies-at", "/desk/bodies/", "street", (rf"^/desk/bodies/at/{ID}/$",)),
    Screen("plate", "/desk/bodies/", "street", (rf"^/desk/bodies/at/({ID})/$",), "/desk/bodies/plates/{}/"),
    Screen("heads", "/desk/bodies/heads/", "street"),
    Screen("colleagues", "/desk/bodies/colleagues/", "street"),
    Screen("places", "/desk/places/", "street"),
    Screen("place", "/desk/places/?q=红旗里", "street", (rf"^/desk/places/{ID}/$",)),
    Screen("reports", "/desk/reports/", "street"),
    Screen("cockpit", "/cockpit/", "leader"),
    Screen("cockpit-street", "/cockpit/", "leader", (rf"^/cockpit/{ID}/$",)),
    Screen("cockpit-community", "/cockpit/", "leader", (rf"^/cockpit/{ID}/$", rf"^/cockpit/{ID}/$")),
    Screen("cockpit-rows", "/cockpit/", "leader", (r"/rows/",)),
    Screen("catalogue", "/desk/catalogue/", "admin"),
    Screen("catalogue-item", "/desk/catalogue/", "admin", (r"^/desk/catalogue/(?!new)[\w-]+/$",)),
    Screen("catalogue-new", "/desk/catalogue/new/", "admin"),
    Screen("messages", "/desk/messages/", "admin"),
    Screen("messages-sent", "/desk/messages/?status=sent", "admin"),
    Screen("wordings", "/desk/messages/wordings/", "admin"),
    Screen("wording", "/desk/messages/wordings/resident.answer/sms/", "admin"),
    Screen("wording-mail", "/desk/messages/wordings/resident.answer/email/", "admin"),
    Screen("reach", "/notices/settings/", "secretary"),
    Screen("journal", "/desk/journal/", "auditor"),
    Screen("supervision", "/desk/supervision/", "street"),
    Screen("rulings", "/desk/rulings/", "leader"),
    Screen("hotline", "/desk/hotline/", "hotline"),
    Screen("hotline-order", "/desk/hotline/", "hotline", (rf"^/desk/hotline/orders/{ID}/$",), needs_day=True),
    Screen("hotline-import", "/desk/hotline/import/", "hotline"),
    Screen("hotline-file", "/desk/hotline/import/", "hotline", (rf"^/desk/hotline/import/{ID}/$",), needs_day=True),
    Screen("hotline-source", "/desk/hotline/sources/", "hotline", (rf"^/desk/hotline/sources/{ID}/$",), needs_day=True),
    Screen("hotline-codes", "/desk/hotline/codes/", "hotline"),
    Screen("hotline-replies", "/desk/hotline/replies/", "hotline"),
    Screen("hotline-figures", "/desk/hotline/figures/", "hotline"),
    Screen("disputes", "/desk/mediation/", "secretary"),
    Screen("disputes-joint", "/desk/mediation/joint/", "secretary"),
    Screen("dispute", "/desk/mediation/?box=mine", "mediator", (rf"^/desk/mediation/{ID}/$",)),
    Screen(
        "dispute-draw",
        "/desk/mediation/?box=mine&group=underway&kind=damages",
        "police-station",
        (rf"^/desk/mediation/{ID}/$", rf"^/desk/mediation/{ID}/agreement/$"),
    ),
    Screen("disputes-joint-police", "/desk/mediation/joint/", "police-station"),
    Screen("disputes-joint-county", "/desk/mediation/joint/", "county-mediator"),
    Screen("disputes-figures", "/desk/mediation/figures/", "secretary"),
    Screen("callbacks", "/desk/callbacks/rounds/", "street"),
    Screen("callbacks-calls", "/desk/callbacks/calls/", "caller"),
    Screen("callbacks-call", "/desk/callbacks/calls/", "caller", (rf"^/desk/callbacks/calls/{ID}/$",), needs_day=True),
    Screen("callbacks-results", "/desk/callbacks/results/", "callback-lead"),
    Screen("callbacks-rows", "/desk/callbacks/results/2026-1/", "callback-lead", (r"/satisfied/",), needs_day=True),
    Screen("callbacks-signals", "/desk/callbacks/signals/", "callback-lead"),
    Screen("callbacks-claims", "/desk/callbacks/claims/", "leader"),
    Screen(
        "callbacks-claim", "/desk/callbacks/claims/", "leader", (rf"^/desk/callbacks/claims/{ID}/$",), needs_day=True
    ),
    Screen("callbacks-follow-ups", "/desk/callbacks/follow-ups/", "street"),
    Screen("callbacks-public", "/callbacks/"),
    Screen("callbacks-round", "/callbacks/", links=(r"^/callbacks/\d+-1/$",), needs_day=True),
    Screen("callbacks-not-counted", "/callbacks/not-counted/"),
    Screen("interfaces", "/desk/interfaces/", "admin"),
    Screen("open-data", "/open/data/"),
    Screen("departments", "/desk/bodies/departments/", "admin"),
)


class NoWayError(LookupError):
    """A page lacks the link by which a screen is reached."""


def address_of(screen: Screen, read: Callable[[str], str]) -> str:
    """Return the address of a screen, walking there by `read`, which gets an address' HTML as its reader sees it."""
    address = caught = screen.path
    for link in screen.links:
        main = WAYS.sub("", read(address).partition("<main")[2])
        hits = [hit for href in HREF.findall(main) if (hit := re.search(link, html.unescape(href)))]
        if not hits:
            raise NoWayError(f"{screen.name}: {address} has no link like {link}")
        address, caught = hits[0].string, hits[0][hits[0].re.groups]
    return screen.then.format(caught) if screen.then else address


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in as a person does. The code of staff stands in its field already, for a demo prints it there."""
    page.goto("/accounts/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    if "/accounts/second/" in page.url:
        page.click("main button[type=submit]")
        page.wait_for_load_state()
