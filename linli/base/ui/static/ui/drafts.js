// What is being written survives a reload. <form data-draft="key"> keeps its text on this device for a day; the page after success
// carries data-draft-done="key" and it is gone. Nothing hidden, secret or chosen from a file is kept; signing out forgets all.
const PREFIX = "linli-draft:";
const DAY = 24 * 3600 * 1000;
const KEPT = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit])";

const read = (key) => {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key));
    return kept && Date.now() - kept.at < DAY ? kept.values : {};
  } catch {
    return {};
  }
};

function keep(form) {
  const values = {};
  for (const field of form.querySelectorAll(KEPT)) {
    if (!field.name || field.closest("[data-no-draft]")) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (values[field.name] ??= []).push(field.value);
    } else if (field.value) {
      values[field.name] = field.value;
    }
  }
  try {
    localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // A full or forbidden store costs the draft, not the form.
  }
}

function restore(form) {
  const values = read(form.dataset.draft);
  for (const field of form.querySelectorAll(KEPT)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = value.includes(field.value);
    else if (field.value === field.defaultValue || field.tagName === "SELECT") field.value = value;
  }
}

function prepare(root) {
  root.querySelectorAll?.("[data-draft-done]").forEach((done) => localStorage.removeItem(PREFIX + done.dataset.draftDone));
  root.querySelectorAll?.("form[data-draft]").forEach((form) => {
    // A form that came back with errors already holds what was written.
    if (!form.querySelector(".has-error")) restore(form);
    form.addEventListener("input", () => keep(form));
  });
}

function sweep() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    if (!Object.keys(read(key.slice(PREFIX.length))).length) localStorage.removeItem(key);
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
});
document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && prepare(event.detail.elt));
try {
  sweep();
  prepare(document);
} catch {
  // Private windows may forbid the store altogether.
}
