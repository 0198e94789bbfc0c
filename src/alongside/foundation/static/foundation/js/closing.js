// A card's pages close by themselves after two minutes without a touch, and a touch now and then keeps the server awake.
// Without this script the server closes them two minutes after the last tap on a link.
const form = document.querySelector("form[data-closes]");
if (form) {
  const AFTER = Number(form.dataset.closes) * 1000;
  const TELL_EVERY = 30000;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let touched = Date.now();
  let told = touched;

  const send = (address) =>
    fetch(address, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual", keepalive: true });

  async function close() {
    document.documentElement.hidden = true;
    try {
      await send(form.action);
    } finally {
      window.location.replace(form.dataset.closed);
    }
  }

  function touch() {
    const now = Date.now();
    // A phone that slept wakes with a touch: too late.
    if (now - touched > AFTER) return void close();
    touched = now;
    if (now - told < TELL_EVERY) return;
    told = now;
    send(form.dataset.here).then((answer) => answer.status === 410 && close()).catch(() => {});
  }

  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) {
    document.addEventListener(kind, touch, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => !document.hidden && Date.now() - touched > AFTER && close());
  setInterval(() => Date.now() - touched > AFTER && close(), 1000);
}
