/** What stands on top: the verdict, what the page is about, and whether it is that of the file. */

import { say, text, element, inChinese, arrange } from "./words.js";

const at = (id) => document.getElementById(id);
const SEVERITIES = ["must", "should", "hint"];
let spoken = null;

/** Show a state; a verdict that has changed is also said. */
export function showBanner(state) {
  const known = state.verdict !== null;
  at("verdict").textContent = known ? state.verdict_text : text("drop.none");
  at("verdict").className = `verdict ${state.verdict ?? "none"}`;
  at("subject").textContent = state.agency ? text("banner.subject", state) : text("app.title");
  at("facts").replaceChildren(...facts(state));
  arrange(at("counts"), known ? SEVERITIES.map((each) => count(each, state.counts[each])) : []);
  document.title = known
    ? text("banner.page_title", { ...state, verdict: state.verdict_text, agency: state.agency ?? "" })
    : text("app.title");
  sayVerdict(state);
}

function facts(state) {
  const given = [state.file, state.edition && text("banner.edition", state)];
  if (state.last_year) given.push(text("banner.last_year", state.last_year));
  const shown = given.filter(Boolean).map((each) => element("span", {}, each));
  return state.draft
    ? [...shown, inChinese("span", { class: "draft", title: text("banner.draft_why") }, text("banner.draft"))]
    : shown;
}

function count(severity, number) {
  return element(
    "li",
    { class: number ? severity : "zero" },
    text(`severity.${severity}`),
    " ",
    element("strong", {}, String(number)),
  );
}

function sayVerdict(state) {
  const sentence =
    state.verdict === null ? "" : text("banner.spoken", { verdict: state.verdict_text, ...state.counts });
  if (spoken !== null && sentence && sentence !== spoken) say(sentence);
  spoken = sentence;
}

/** Show whether the page is that of the file; `gone` tells that the program cannot be reached. */
export function showFreshness(state, gone) {
  const current = state?.fresh && !gone;
  const mark = at("freshness");
  mark.className = `freshness ${current ? "fresh" : "stale"}`;
  if (!state || state.verdict === null) mark.textContent = gone ? text("banner.gone_short") : "";
  else
    mark.textContent = current
      ? text("banner.fresh", { time: clock() })
      : text(gone ? "banner.gone_short" : "banner.stale");
  const isOld = Boolean(state?.verdict) && !current;
  document.body.classList.toggle("is-stale", isOld);
  if (isOld && state.edition)
    at("verdict").textContent = text("banner.verdict_before", { verdict: state.verdict_text });
  const notices = [gone ? text("banner.gone") : null, problem(state)].filter(Boolean);
  showNotices(notices);
}

function problem(state) {
  if (!state?.problem || (state.mode === "drop" && !state.edition)) return null; // told where the file was dropped
  return state.verdict === null || state.edition === null
    ? state.problem
    : text("banner.problem", { problem: state.problem });
}

/** Show lines under the banner; the same lines are left alone, so that they are not said twice. */
function showNotices(lines) {
  const shown = [...at("notices").children].map((each) => each.textContent);
  if (shown.join("\n") === lines.join("\n")) return;
  at("notices").replaceChildren(...lines.map((line) => element("p", { class: "notice problem" }, line)));
}

function clock() {
  return new Date().toTimeString().slice(0, 8);
}
