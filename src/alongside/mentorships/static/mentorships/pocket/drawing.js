// Small pieces of the page without network. Words stand in the page itself, translated; here they are only put in place.
export const part = (name) => document.querySelector(`[data-part="${name}"]`);
export const say = (name) => document.querySelector(`[data-word="${name}"]`).textContent;
export const show = (name, seen) => (part(name).hidden = !seen);

// A copy of a template, and a way to its places.
export function piece(name) {
  const made = document.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
  return [made, (at) => made.querySelector(`[data-at="${at}"]`)];
}

export function button(words, act, kind = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn ${kind}`.trim();
  made.textContent = words;
  made.addEventListener("click", () => act(made));
  return made;
}

// A button that is asked twice before it deletes.
export function twice(words, sure, act) {
  return button(words, (made) => {
    if (made.dataset.sure) return act();
    made.dataset.sure = "yes";
    made.textContent = sure;
  }, "quiet");
}

export function lines(list, rows) {
  list.replaceChildren();
  for (const [label, text] of rows) {
    const [term, said] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = label;
    // Its own direction, and the page's own side.
    const own = document.createElement("bdi");
    own.textContent = text;
    said.append(own);
    list.append(term, said);
  }
}

// What was written in the form, as [label, text], read from the form's own labels.
export function told(form, fields) {
  const rows = [];
  for (const [name, value] of Object.entries(fields)) {
    const at = [...form.elements].filter((one) => one.name === name && value);
    if (!at.length || name === "day" || name === "when" || name === "again") continue;
    const chosen = at.length > 1 ? at.find((one) => one.value === value) : at[0];
    const text = at.length > 1 && chosen ? chosen.labels[0].textContent.trim() : value;
    const group = at.length > 1 ? at[0].closest("fieldset").querySelector("legend") : at[0].labels[0];
    rows.push([group.textContent.trim(), text]);
  }
  return rows;
}
