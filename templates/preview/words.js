/** The page's words, and making elements of them: whatever comes from a file is only ever text. */

const words = JSON.parse(document.getElementById("words").textContent);

/** Return the words of a key with their fields filled in. */
export function text(key, fields = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);
}

/**
 * Make an element. Attributes that are null, undefined or false are left out, true is the bare attribute,
 * functions listen (`onclick`). Children are elements or strings; null and "" are left out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Labels of the official form are Chinese whatever the language of the page. */
export function inChinese(tag, attributes, ...children) {
  return element(tag, { lang: "zh-CN", ...attributes }, ...children);
}

/** Put `nodes` into `parent` in their order; one that already stands right is not touched and keeps the focus. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Run `change`, which may put new elements in the place of old ones; focus and caret stay where they were. */
export function keepingFocus(change) {
  const before = document.activeElement;
  const key = before?.dataset?.key;
  const caret = key && "selectionStart" in before ? [before.selectionStart, before.selectionEnd] : null;
  change();
  if (!key || document.activeElement === before) return;
  const after = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  after?.focus({ preventScroll: true });
  if (after && caret) after.setSelectionRange(...caret);
}

let saying = 0;

/** Have a screen reader say something when it is done with what it is saying. */
export function say(sentence) {
  const spoken = document.getElementById("spoken");
  spoken.textContent = "";
  clearTimeout(saying);
  saying = setTimeout(() => (spoken.textContent = sentence), 50); // an unchanged text is not said again
}
