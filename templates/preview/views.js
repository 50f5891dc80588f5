/** The views of the report, and the files that can be taken away. */

import { arrange, element, keepingFocus, say, text } from "./words.js";
import { save, told } from "./server.js";
import { showData, showDifferences } from "./tables.js";
import { showPages } from "./pages.js";

const at = (id) => document.getElementById(id);
const panels = [...document.querySelectorAll(".view")];
const DRAWN = { print: showPages, differences: showDifferences, data: showData };
const drawn = {}; // of each view the generation it shows
let state = null;
let view = "page";
let cellWanted = () => undefined;

/** Have `callback` hear of a cell, by its path, that is to be looked at in the report. */
export function onView(callback) {
  cellWanted = callback;
}

/** Offer the views of a state, and draw the one that is open anew; a first report opens on its page. */
export function showViews(found) {
  if (view === "drop" && found.edition && !found.problem && found.generation !== state?.generation) view = "page";
  state = found;
  const names = found.mode === "drop" ? ["drop", ...(found.edition ? found.views : [])] : found.views;
  keepingFocus(() =>
    arrange(
      at("views"),
      names.map((name) => element("li", {}, viewButton(name))),
    ),
  );
  if (!names.includes(view) || (found.mode === "drop" && !found.edition)) view = names[0] ?? "page";
  switchTo(view);
}

function viewButton(name) {
  return element(
    "button",
    { type: "button", "data-key": `view:${name}`, onclick: () => switchTo(name) },
    text(`views.${name}`),
  );
}

/** Open a view; it is drawn when it shows an older state. */
export function switchTo(name) {
  view = name;
  for (const each of panels) each.hidden = each.dataset.view !== name;
  for (const each of at("views").querySelectorAll("button")) {
    const isOpen = each.dataset.key === `view:${name}`;
    isOpen ? each.setAttribute("aria-current", "page") : each.removeAttribute("aria-current");
  }
  document.body.dataset.view = name;
  if (DRAWN[name] && state?.edition)
    draw(
      name,
      panels.find((each) => each.dataset.view === name),
    );
}

async function draw(name, panel) {
  if (drawn[name] === state.generation) return;
  drawn[name] = state.generation;
  const isNew = !panel.hasChildNodes();
  if (isNew) panel.replaceChildren(element("p", { class: "empty" }, text("app.starting")));
  panel.setAttribute("aria-busy", "true");
  try {
    await DRAWN[name](panel, state, (path) => {
      switchTo("page");
      cellWanted(path);
    });
    if (isNew) say(text("views.shown", { view: text(`views.${name}`) }));
  } catch (failure) {
    delete drawn[name];
    panel.replaceChildren(element("p", { class: "empty problem" }, told(failure)));
  }
  panel.removeAttribute("aria-busy");
}

/** Offer the files of a state. */
export function showDownloads(found) {
  at("downloads").hidden = !found.downloads.length;
  keepingFocus(() =>
    arrange(
      at("downloads-list"),
      found.downloads.map((each) => element("li", {}, downloadLink(each))),
    ),
  );
}

function downloadLink({ format, label, name }) {
  const path = `/api/download/${format}`;
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser's own ways stay
    event.preventDefault();
    take(event.currentTarget, path, name);
  };
  return element(
    "a",
    { href: path, download: name, title: name, "data-key": `download:${format}`, onclick: press },
    label,
  );
}

/** Save a file; what keeps it from being made is told beside the links. */
async function take(link, path, name) {
  link.setAttribute("aria-busy", "true");
  document.getElementById("download-problem")?.remove();
  try {
    await save(path, name);
    say(text("downloads.done", { name }));
  } catch (failure) {
    const line = text("downloads.failed", { name, why: told(failure) });
    at("downloads").append(element("p", { class: "error", id: "download-problem", role: "alert" }, line));
  }
  link.removeAttribute("aria-busy");
}

function fold(open) {
  at("downloads-toggle").setAttribute("aria-expanded", String(open));
  at("downloads").classList.toggle("is-open", open);
}

at("downloads-toggle").addEventListener("click", () =>
  fold(at("downloads-toggle").getAttribute("aria-expanded") !== "true"),
);
at("downloads").addEventListener("focusout", (event) => {
  if (!at("downloads").contains(event.relatedTarget)) fold(false);
});
at("downloads").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  fold(false);
  at("downloads-toggle").focus();
});
