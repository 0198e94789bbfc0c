// Passkeys: asks the device, puts its answer into the hidden field of the form, sends the form.
// <button data-passkey="create|get|sign-in"> stands in a form with <input name="credential">.
// create and get read their question from <script type="application/json" id="js_data">; sign-in fetches it.
// Where the browser knows no passkeys, elements with data-passkey-only stay hidden.

const can = window.PublicKeyCredential && navigator.credentials;
if (can) for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = false;
else for (const part of document.querySelectorAll("[data-passkey-without]")) part.hidden = false;

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const named = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }));

async function create({ publicKey }, alone) {
  const selection = { ...publicKey.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      authenticatorSelection: selection,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  });
  return answer(made, {
    attestationObject: text(made.response.attestationObject),
    clientDataJSON: text(made.response.clientDataJSON),
    transports: made.response.getTransports ? made.response.getTransports() : [],
  });
}

async function get({ publicKey }) {
  const shown = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
  const response = shown.response;
  return answer(shown, {
    authenticatorData: text(response.authenticatorData),
    clientDataJSON: text(response.clientDataJSON),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response,
    authenticatorAttachment: credential.authenticatorAttachment || null,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function question(kind, form) {
  if (kind !== "sign-in") return JSON.parse(document.getElementById("js_data").textContent);
  // allauth gives the question only to what asks for JSON.
  const reply = await fetch(form.action, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
  });
  return reply.json();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-passkey]");
  if (!button || !can) return;
  event.preventDefault();
  const form = button.form;
  const fault = document.querySelector("[data-passkey-fault]");
  if (fault) fault.hidden = true;
  try {
    const asked = await question(button.dataset.passkey, form);
    const alone = form.elements.passwordless ? form.elements.passwordless.checked : false;
    const made = button.dataset.passkey === "create" ? await create(asked.creation_options, alone) : await get(asked.request_options);
    form.elements.credential.value = JSON.stringify(made);
    form.submit();
  } catch {
    // Whoever closed the device's window, or has no passkey here, reads what else is possible.
    if (fault) fault.hidden = false;
  }
});
