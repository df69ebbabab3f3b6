// The desk: a matter opens beside its list on a wide screen, words to begin from go into the field, sheets print.
const narrow = matchMedia("(max-width: 63.99rem)");

// On a phone there is no pane: the link leads to the page, as it does without scripts.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest("[data-pane]");
  if (link && narrow.matches) {
    event.preventDefault();
    location.assign(link.href);
  }
});

function mark(link) {
  for (const row of document.querySelectorAll("[data-worklist] > [aria-current]")) row.removeAttribute("aria-current");
  link.closest("li").setAttribute("aria-current", "true");
}

// Beside the list, without a place in the browser's history.
function show(link) {
  mark(link);
  htmx.ajax("GET", `${link.getAttribute("href")}?first=1`, { target: "#detail", swap: "innerHTML" });
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "detail") return;
  const link = event.detail.requestConfig?.elt?.closest("[data-pane]");
  if (link) mark(link);
  event.target.scrollTop = 0;
});

// With j and k the pane follows. It is emptied at once, so that a letter pressed too early moves nothing.
let byKey = false;
let waiting;
document.addEventListener("keydown", (event) => (byKey = event.key === "j" || event.key === "k"), true);
document.addEventListener("pointerdown", () => (byKey = false), true);
document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("[data-pane]");
  if (!link || !byKey || narrow.matches || link.closest("[aria-current]")) return;
  mark(link);
  document.getElementById("detail").replaceChildren();
  clearTimeout(waiting);
  waiting = setTimeout(() => show(link), 120);
});

// What is refused or gone is shown as a page of its own, never swallowed.
document.body.addEventListener("htmx:responseError", (event) => {
  const link = event.target.closest("[data-pane]") ?? (event.target.matches("[data-late]") && event.target.querySelector("a"));
  if (link) location.assign(link.href);
});

document.body.addEventListener("click", (event) => {
  const template = event.target.closest("[data-insert]");
  if (template) {
    const field = document.getElementById(template.dataset.into);
    if (!field) return;
    event.preventDefault();
    field.value = field.value.trim() ? `${field.value.trim()}\n${template.dataset.insert}` : template.dataset.insert;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    template.closest("details")?.removeAttribute("open");
    field.focus();
    const blank = field.value.search(/【[^】]*】/);
    if (blank >= 0) field.setSelectionRange(blank, field.value.indexOf("】", blank) + 1);
  }
  if (event.target.closest("[data-print]")) print();
});

for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

// The most urgent one stands open beside the list, so that a wide screen never shows an empty half. The address stays the list's.
const first = document.querySelector("[data-worklist] [data-pane]");
if (first && !narrow.matches && !document.querySelector("#detail .matter")) {
  addEventListener("load", () => show(first));
}

// What comes back to a part of the form was asked for a moment ago: what has been chosen or typed in it since stays.
const since = new WeakMap();
const isTicked = (field) => field.type === "radio" || field.type === "checkbox";
document.body.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (!target.matches("[data-keeps]")) return;
  const fields = [...target.querySelectorAll("input, select, textarea")].filter((field) => field.type !== "hidden");
  since.set(
    target,
    fields.filter((field) => !isTicked(field) || field.checked).map((field) => [field.name, field.value]),
  );
});
document.body.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  for (const [name, value] of since.get(target) ?? []) {
    for (const field of target.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (isTicked(field)) field.checked ||= field.value === value;
      else if (value) field.value = value;
    }
  }
  since.delete(target);
});
