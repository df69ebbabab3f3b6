// Asks a security key (WebAuthn) what the page says, puts its answer into the form's hidden field, and sends the form.
// <form data-question="{…}" data-does="get|create"> … <button type="button" data-ask-key hidden>
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

// By hand, for browsers that know keys but not their JSON form yet.
function question(said) {
  const asked = { ...said, challenge: bytes(said.challenge) };
  if (said.user) asked.user = { ...said.user, id: bytes(said.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (said[list]) asked[list] = said[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return asked;
}

function answer(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said, clientExtensionResults: {} };
}

for (const form of document.querySelectorAll("form[data-question]")) {
  const button = form.querySelector("[data-ask-key]");
  const trouble = form.querySelector("[data-trouble]");
  if (!button || !window.PublicKeyCredential) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    trouble.hidden = true;
    const publicKey = question(JSON.parse(form.dataset.question));
    try {
      const credential = await navigator.credentials[form.dataset.does]({ publicKey });
      form.querySelector("[name=key]").value = JSON.stringify(answer(credential));
      form.submit();
    } catch (error) {
      // Taken out, cancelled, waited too long: the browser doesn't say more, and the person knows.
      if (!(error instanceof DOMException)) throw error;
      trouble.hidden = false;
    }
  });
}
