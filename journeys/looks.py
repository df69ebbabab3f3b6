"""How a page is looked at: by axe when it is wide, and on a phone for what is too near each other or sticks out."""

from typing import Any

from playwright.sync_api import Page

from journeys.conftest import ROOT

AXE = ROOT / "var" / "vendor" / "axe.min.js"
# Evaluated by the browser itself, so the page's own policy, which forbids foreign scripts, has nothing against it.
RUN_AXE = """async (only) => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"], elementRef: false });
  const said = (node) => `${node.target.join(" ")} (${node.failureSummary.split("\\n").slice(1, 2).join("").trim()})`;
  return found.violations.map((each) => `axe ${each.id}: ${each.nodes.slice(0, 3).map(said).join("; ")} [${each.nodes.length}]`);
}"""
WHOLE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What a narrow window changes: how near each other things to hit are. Sideways scrolling is measured below.
NARROW = {"type": "rule", "values": ["target-size"]}
FIND_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > edge + 1);
  return [`scrolls sideways to ${document.documentElement.scrollWidth} px`].concat(
    wide.slice(0, 3).map((each) => `${each.tagName.toLowerCase()}.${each.className}`));
}"""
WIDE: Any = {"width": 1440, "height": 900}
PHONE: Any = {"width": 390, "height": 844}


def look(page: Page, name: str) -> None:
    """Hold the page one has come to against axe, wide and on a phone; the window is then as it was before."""
    former = page.viewport_size
    page.set_viewport_size(WIDE)
    page.evaluate(AXE.read_text(encoding="utf-8") + ";null")
    faults = list(page.evaluate(RUN_AXE, WHOLE))
    page.set_viewport_size(PHONE)
    faults += page.evaluate(FIND_WIDE)
    faults += page.evaluate(RUN_AXE, NARROW)
    if former:
        page.set_viewport_size(former)
    assert not faults, f"{name}: {faults}"
