/** Answering a finding in the page: what is written waits here through every change of the file. */

import { element, say, text } from "./words.js";
import { post, told } from "./server.js";

const drafts = new Map(); // by the finding's id
let author = "";
let made = 0;

/** Make the form of a finding; it starts from the draft there is, else from an explanation that has lapsed. */
export function explanationForm(finding, state) {
  const id = `explain-${(made += 1)}`;
  const key = (part) => `${part}:${finding.id}`;
  const words = element("textarea", {
    id,
    rows: 4,
    "data-key": key("explain"),
    "aria-describedby": `${id}-hint ${id}-error`,
    oninput: () => drafts.set(finding.id, words.value),
  });
  words.value = drafts.get(finding.id) ?? finding.explanation ?? "";
  const by = element("input", {
    id: `${id}-by`,
    "data-key": key("by"),
    autocomplete: "name",
    oninput: () => (author = by.value),
  });
  by.value = author;
  const error = element("p", { class: "error", id: `${id}-error`, role: "alert" });
  const button = element(
    "button",
    { type: "submit", class: "primary", "data-key": key("save") },
    text("explain.save"),
  );
  const submit = (event) => {
    event.preventDefault();
    save(finding, { words, by, error, button });
  };
  const form = element(
    "form",
    { class: "answer", onsubmit: submit, novalidate: true },
    element("label", { for: id }, text(finding.state === "lapsed" ? "explain.lapsed" : "explain.label")),
    words,
    element("p", { class: "where", id: `${id}-hint` }, text("explain.hint", { file: state.file ?? "" })),
    error,
    element("div", { class: "author" }, element("label", { for: by.id }, text("explain.by")), by, button),
  );
  if (finding.state !== "explained") return form;
  return element("details", { open: drafts.has(finding.id) }, element("summary", {}, text("explain.again")), form);
}

async function save(finding, { words, by, error, button }) {
  const problem = (line) => {
    error.textContent = line;
    words.setAttribute("aria-invalid", String(Boolean(line)));
    if (line) words.focus();
  };
  if (!words.value.trim()) return problem(text("explain.empty"));
  problem("");
  button.disabled = true;
  try {
    await post("/api/explanations", {
      finding: finding.id,
      values: finding.values,
      text: words.value.trim(),
      by: by.value.trim() || undefined,
    });
    drafts.delete(finding.id);
    say(text("explain.saved"));
  } catch (failure) {
    problem(told(failure));
  } finally {
    button.disabled = false;
  }
}
