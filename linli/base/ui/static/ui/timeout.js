// Warns two minutes before an idle session ends, so that nobody loses what they were writing. <body data-idle="1800" data-idle-url>.
const seconds = Number(document.body.dataset.idle);
const dialog = document.getElementById("idle");
const WARNING = 120;
let touched = Date.now();
let told = Date.now();

async function tell() {
  told = Date.now();
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  await fetch(document.body.dataset.idleUrl, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
}

function alive() {
  touched = Date.now();
  // Writing a long answer makes no request: say now and then that someone is there.
  if (Date.now() - told > (seconds * 1000) / 4) tell();
}

if (seconds > WARNING && dialog) {
  for (const name of ["keydown", "pointerdown", "scroll"]) addEventListener(name, () => !dialog.open && alive(), { passive: true });
  dialog.querySelector("[data-stay]").addEventListener("click", () => {
    dialog.close();
    touched = Date.now();
    tell();
  });
  setInterval(() => {
    const left = seconds - (Date.now() - touched) / 1000;
    if (left < 0) location.reload();
    else if (left < WARNING && !dialog.open) dialog.showModal();
  }, 5000);
}
