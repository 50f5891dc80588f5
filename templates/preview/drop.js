/** Without a file: the page takes one that is dropped or chosen, and nothing of it is kept. */

import { element, say, text } from "./words.js";
import { post, told } from "./server.js";

const LARGEST = 20 * 1024 * 1024; // bytes that the program takes
const panel = document.querySelector("[data-view='drop']");
let dropped = () => undefined;

/** Have `callback` hear that a file was taken. */
export function onDropped(callback) {
  dropped = callback;
}

/** Offer to take a file where the program runs without one. */
export function showDrop(state) {
  if (state.mode !== "drop") return;
  if (!panel.hasChildNodes()) furnish();
  document.getElementById("drop-error").textContent = state.problem ?? "";
}

function furnish() {
  const input = element("input", {
    type: "file",
    id: "file",
    accept: ".xlsx,.yaml,.yml,.json,.xls,.et,.ods",
    "aria-describedby": "drop-hint drop-error",
    onchange: () => take(input.files[0]).then(() => (input.value = "")),
  });
  panel.append(
    element(
      "div",
      { class: "zone", id: "zone" },
      element("h2", {}, text("drop.title")),
      element("label", { for: "file", class: "primary" }, text("drop.choose")),
      input,
      element("p", { id: "drop-hint", class: "where" }, text("drop.hint")),
      element("p", { id: "drop-error", class: "error", role: "alert" }),
    ),
  );
  for (const kind of ["dragenter", "dragover"]) addEventListener(kind, over);
  addEventListener("dragleave", (event) => event.relatedTarget === null && light(false));
  addEventListener("drop", onDrop);
}

function over(event) {
  event.preventDefault();
  light(true);
}

function light(isOver) {
  document.getElementById("zone").classList.toggle("is-over", isOver);
}

function onDrop(event) {
  event.preventDefault();
  light(false);
  take(event.dataTransfer.files[0]);
}

async function take(file) {
  if (!file) return;
  const error = document.getElementById("drop-error");
  error.textContent = "";
  panel.setAttribute("aria-busy", "true");
  say(text("drop.reading", { file: file.name }));
  try {
    if (file.size > LARGEST) throw Object.assign(new Error(), { tooLarge: true });
    await post(`/api/drop?name=${encodeURIComponent(file.name)}`, file);
    await dropped();
  } catch (failure) {
    error.textContent = failure.tooLarge ? text("drop.too_large", { file: file.name }) : told(failure);
  }
  panel.removeAttribute("aria-busy");
}
