/** The page of `govreport preview`: hears of changes, fetches what changed, and hands it to the parts. */

import { say, text } from "./words.js";
import { follow, get, Refusal, told } from "./server.js";
import { showBanner, showFreshness } from "./banner.js";
import { onPick, select, selection, showFindings } from "./findings.js";
import { onCell, reveal, showMarks, showReport } from "./report.js";
import { onView, showDownloads, showViews, switchTo } from "./views.js";
import { onDropped, showDrop } from "./drop.js";

let state = null;
let gone = false;
let running = false;
let again = false;

const hasReport = (each) => Boolean(each?.edition);

/** Fetch until nothing has changed meanwhile; a storm of changes costs two fetches. */
async function refresh() {
  again = true;
  if (running) return;
  running = true;
  while (again) {
    again = false;
    await load().catch(showFailure);
  }
  running = false;
}

/** Tell of a program that refuses; of one that is gone, the events tell. */
function showFailure(failure) {
  if (failure instanceof Refusal) document.getElementById("no-report").textContent = told(failure);
  else if (!(failure instanceof TypeError)) throw failure;
}

async function load() {
  const early = hasReport(state) ? get("/api/report").then((each) => each.text()) : null;
  early?.catch(() => undefined);
  const found = await (await get("/api/state")).json();
  const html = hasReport(found) ? await (early ?? get("/api/report").then((each) => each.text())) : null;
  await show(found, html);
}

async function show(found, html) {
  const first = state === null;
  state = found;
  gone = false;
  showBanner(state);
  showFreshness(state, gone);
  showFindings(state);
  await showReport(html, state, selection());
  showDownloads(state);
  showDrop(state);
  showViews(state);
  document.body.classList.toggle("is-empty", !hasReport(state));
  if (first) document.body.classList.add("is-ready");
  document.body.dataset.generation = state.generation;
}

function lost() {
  if (!gone) say(text("banner.gone"));
  gone = true;
  showFreshness(state, gone);
}

onPick((chosen, { scroll, path }) => {
  showMarks(state, chosen);
  if (scroll && chosen) {
    switchTo("page");
    reveal(path ? { path } : chosen);
  }
});
onCell((finding, instance, { move }) => select(finding, instance, { move, scroll: false }));
onView((path) => reveal({ path }));
onDropped(refresh);

for (const link of document.querySelectorAll("a.skip")) {
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address keeps its token
    document.querySelector(link.hash).focus();
  });
}

follow(refresh, lost);
