// The keyboard at the desk: j and k along a worklist, Enter opens, x picks, / searches, one letter a move (data-key), ? shows all.
// Letters are ignored while someone writes, and never with Ctrl, Alt or Meta.
const writing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function move(step) {
  const rows = [...document.querySelectorAll("[data-worklist] .work-title")];
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement);
  const current = rows.findIndex((row) => row.closest("[aria-current]"));
  const start = here >= 0 ? here : current >= 0 ? current : step > 0 ? -1 : rows.length;
  const next = rows[Math.min(rows.length - 1, Math.max(0, start + step))] ?? rows[0];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function enter(details) {
  (details.querySelector("textarea, select, input:not([type=hidden]), button") ?? details.querySelector("summary")).focus();
  details.scrollIntoView({ block: "nearest" });
}

// A form that is fetched when it is opened is entered when it has come; until then letters are nobody's.
let coming;
function awaitForm(details) {
  coming = setTimeout(arrived, 3000);
  details.addEventListener("htmx:load", () => enter(details), { once: true });
}
function arrived() {
  clearTimeout(coming);
  coming = undefined;
}
document.addEventListener("htmx:afterRequest", arrived);

function press(target) {
  if (target.tagName === "DETAILS") {
    const isComing = !target.open && target.querySelector("[data-late]");
    target.open = true;
    enter(target);
    if (isComing) awaitForm(target);
  } else {
    target.click();
  }
}

function help() {
  const dialog = document.getElementById("key-help");
  const list = dialog?.querySelector("[data-key-list]");
  if (!list) return;
  list.querySelectorAll("[data-of-page]").forEach((line) => line.remove());
  for (const target of visible("[data-key]")) {
    const words = target.querySelector("summary") ?? target;
    const name = [...words.childNodes].filter((node) => node.nodeName !== "KBD").map((node) => node.textContent).join("").trim();
    const key = document.createElement("kbd");
    key.textContent = target.dataset.key;
    const [term, text] = [document.createElement("dt"), document.createElement("dd")];
    term.append(key);
    text.textContent = name;
    [term, text].forEach((line) => (line.dataset.ofPage = ""));
    list.append(term, text);
  }
  if (!dialog.open) dialog.showModal();
}

const visible = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.offsetParent !== null && !element.disabled);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape" && writing(event.target)) {
    event.target.blur();
    return;
  }
  if (writing(event.target) || document.querySelector("dialog[open]")) return;
  if (coming) return event.preventDefault();
  const row = document.activeElement?.closest?.(".work");
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  else if (event.key === "x" && row) row.querySelector("input[type=checkbox]")?.click();
  else if (event.key === "/") visible("input[type=search]")[0]?.focus();
  else if (event.key === "?") help();
  else {
    const target = visible("[data-key]").find((element) => element.dataset.key === event.key);
    if (!target) return;
    press(target);
  }
  event.preventDefault();
});

// Bulk moves: the bar counts what is picked, and one box picks all.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-all]")) {
    document.querySelectorAll("input[name=picked]").forEach((box) => (box.checked = event.target.checked));
  }
  const count = document.querySelectorAll("input[name=picked]:checked").length;
  document.querySelectorAll("[data-picked-count]").forEach((place) => (place.textContent = String(count)));
});
