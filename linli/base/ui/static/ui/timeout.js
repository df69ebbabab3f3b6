// Warns two minutes before an idle session ends, so that nobody loses what they were writing, then signs out. Work in one tab counts for
// all. <body data-idle="1800" data-idle-url="…">; the server ends a forgotten session by itself.
const seconds = Number(document.body.dataset.idle);
const dialog = document.getElementById("idle");
const WARNING = 120;
const SEEN = "linli-seen";
let touched = Date.now();
let told = Date.now();

const lastTouch = () => {
  try {
    return Math.max(touched, Number(localStorage.getItem(SEEN)) || 0);
  } catch {
    return touched;
  }
};

function touch() {
  touched = Date.now();
  try {
    localStorage.setItem(SEEN, String(touched));
  } catch {
    // Without the store each tab counts for itself.
  }
  // Writing a long answer makes no request: say now and then that someone is there.
  if (touched - told > (seconds * 1000) / 4) tell();
}

async function tell() {
  told = Date.now();
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  await fetch(document.body.dataset.idleUrl, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
}

function look() {
  const left = seconds - (Date.now() - lastTouch()) / 1000;
  if (left < 0) {
    const out = document.querySelector("form[data-sign-out]");
    // Not requestSubmit: someone who only went away keeps the drafts on this device.
    if (out) out.submit();
    else location.reload();
  } else if (left < WARNING && !dialog.open) {
    dialog.showModal();
  } else if (left >= WARNING && dialog.open) {
    dialog.close();
  }
}

if (seconds > WARNING && dialog) {
  touch();
  for (const name of ["keydown", "pointerdown", "scroll"]) addEventListener(name, () => !dialog.open && touch(), { passive: true });
  dialog.querySelector("[data-stay]").addEventListener("click", () => {
    dialog.close();
    touch();
    tell();
  });
  setInterval(look, 5000);
}
