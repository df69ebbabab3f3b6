// Type-ahead for <input data-suggest="/address/">: asks for ?q=… and shows the HTML list that comes back (links or buttons). Arrows
// move, Enter takes, Escape closes. Without this file the form's own button searches.
let turn = 0;

function listOf(input) {
  let list = document.getElementById(`${input.id}-suggestions`);
  if (!list) {
    const frame = document.createElement("div");
    const hadFocus = document.activeElement === input;
    frame.className = "suggestions";
    input.replaceWith(frame);
    list = document.createElement("div");
    list.id = `${input.id}-suggestions`;
    list.className = "suggest-list";
    list.hidden = true;
    frame.append(input, list);
    if (hadFocus) input.focus();
    input.setAttribute("autocomplete", "off");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    list.setAttribute("role", "listbox");
  }
  return list;
}

function open(input, list, isOpen) {
  list.hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) input.removeAttribute("aria-activedescendant");
}

const optionsOf = (list) => [...list.querySelectorAll("a, button")];

async function ask(input) {
  const list = listOf(input);
  const mine = ++turn;
  const words = input.value.trim();
  if (!words) return open(input, list, false);
  const address = new URL(input.dataset.suggest, location.href);
  address.searchParams.set(input.dataset.suggestName ?? "q", words);
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
  if (mine !== turn || !answer?.ok) return;
  list.innerHTML = await answer.text();
  optionsOf(list).forEach((option, place) => {
    option.id ||= `${list.id}-${place}`;
    option.setAttribute("role", "option");
    option.tabIndex = -1;
  });
  open(input, list, list.textContent.trim() !== "");
}

function mark(input, list, step) {
  const options = optionsOf(list);
  if (!options.length) return;
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = options[(now + step + options.length + (now < 0 && step < 0 ? 1 : 0)) % options.length];
  options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

// A suggestion may fill fields instead of leading somewhere: <button data-fill='{"place": "…id…", "q": "words"}'>.
function take(input, option) {
  const values = JSON.parse(option.dataset.fill);
  for (const [name, value] of Object.entries(values)) {
    const field = input.form?.elements[name];
    if (field) field.value = value;
  }
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

let waiting;
document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.matches?.("input[data-suggest]") || event.isComposing) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(input), 180);
});
// Chinese is typed through an input method: the words are there only when it is done.
document.addEventListener("compositionend", (event) => {
  if (event.target.matches?.("input[data-suggest]")) ask(event.target);
});
document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.matches?.("input[data-suggest]") || event.isComposing) return;
  const list = listOf(input);
  if (list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(input, list, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Escape") open(input, list, false);
  else if (event.key === "Enter" && list.querySelector("[aria-selected=true]")) list.querySelector("[aria-selected=true]").click();
  else return;
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest?.(".suggest-list [data-fill]");
  if (option) {
    const list = option.closest(".suggest-list");
    const input = list.parentElement.querySelector("input");
    take(input, option);
    open(input, list, false);
    input.focus();
  }
  document.querySelectorAll(".suggest-list:not([hidden])").forEach((list) => {
    if (!list.parentElement.contains(event.target)) open(list.parentElement.querySelector("input"), list, false);
  });
});
// Wrapped before anyone types, so that the field does not lose focus on the first letter.
document.querySelectorAll("input[data-suggest][id]").forEach(listOf);
document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll?.("input[data-suggest][id]").forEach(listOf));
