/** The pages of the PDF as they will print. */

import { arrange, element, text } from "./words.js";
import { get } from "./server.js";

const SCALE = 2;

/** Draw the pages of a state; a page that is there already changes its picture only when the new one is in. */
export async function showPages(panel, state) {
  const pages = await (await get("/api/pages")).json();
  const known = [...panel.querySelectorAll("figure")];
  const figures = Array.from({ length: pages.count }, (_, index) => showPage(known[index], index + 1, pages));
  const head = element(
    "p",
    { class: "print-count" },
    text("print.count", { count: pages.count }),
    state.draft ? text("print.draft") : "",
  );
  arrange(panel, [head, ...figures]);
}

function showPage(known, number, { generation, count, width, height }) {
  const figure =
    known ?? element("figure", {}, element("img", { loading: "lazy", decoding: "async" }), element("figcaption"));
  const [image, caption] = figure.children;
  Object.assign(image, {
    width: Math.round(width),
    height: Math.round(height),
    alt: text("print.page", { number, count }),
  });
  image.src = `/api/pages/${number}.png?generation=${generation}&scale=${SCALE}`;
  caption.textContent = text("print.short", { number, count });
  return figure;
}
