/** Finding the passage of the report that a finding about the text quotes. */

const LEAST = 4; // characters of a quotation that can be told from others
const BLOCKS = "main p, main li, main h2, main h3, main h4, main td, main th";

/** Return the block with the longest quotation of a message that stands in the report; null for none. */
export function quotedIn(page, message) {
  const quotations = [...message.matchAll(/[“"]([^“”"]+)[”"]/g)].map(([, inside]) => inside.trim());
  const telling = quotations.filter((each) => each.length >= LEAST).sort((one, other) => other.length - one.length);
  const blocks = [...page.querySelectorAll(BLOCKS)];
  for (const quotation of telling) {
    const found = blocks.find((block) => block.textContent.includes(quotation));
    if (found) return light(page, found, quotation);
  }
  return null;
}

/** Highlight the quotation inside its block where the browser can, without touching the report. */
function light(page, block, quotation) {
  const view = page.defaultView;
  if (!view.CSS?.highlights) return block;
  const start = block.textContent.indexOf(quotation);
  const range = page.createRange();
  range.setStart(...spot(page, block, start));
  range.setEnd(...spot(page, block, start + quotation.length));
  view.CSS.highlights.set("preview-passage", new view.Highlight(range));
  return block;
}

/** Return the text node and offset of the nth character of a block. */
function spot(page, block, position) {
  const walker = page.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = position;
  let node = walker.nextNode();
  while (left > node.length) {
    left -= node.length;
    node = walker.nextNode();
  }
  return [node, left];
}
