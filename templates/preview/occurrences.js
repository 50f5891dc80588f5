/** The occurrences of a finding: where, the sum in figures, and both sides under the marks that the report has. */

import { element, inChinese, text } from "./words.js";
import { inFile, inTable } from "./places.js";

/** Return the occurrences; of several each is a button that shows it in the report. */
export function occurrences(finding, { select }) {
  const many = finding.instances.length > 1;
  const list = finding.instances.map((instance, index) => {
    const inside = [
      many ? inChinese("span", { class: "where" }, inTable(instance.cells) || inFile(instance.cells)) : null,
      ...sums(instance),
    ].filter(Boolean);
    if (!inside.length) return null;
    return many
      ? element(
          "button",
          {
            type: "button",
            class: "instance",
            "data-instance": index,
            "data-key": `instance:${index}:${finding.id}`,
            onclick: () => select(finding, index, {}),
          },
          inside,
        )
      : element("div", { class: "single" }, inside);
  });
  if (!list.some(Boolean)) return [];
  const total = finding.instances.length + finding.more;
  const title = many ? [element("p", { class: "label" }, text("findings.occurrences", { count: total }))] : [];
  const left = finding.more ? [element("p", { class: "where" }, text("findings.more", { count: finding.more }))] : [];
  return [...title, element("div", { class: "instances" }, list), ...left];
}

function sums(instance) {
  if (!instance.left && !instance.right)
    return instance.substitution ? [element("span", { class: "sum" }, instance.substitution)] : [];
  const side = (name) =>
    element(
      "span",
      { class: `side ${name}` },
      element("span", { class: "letter" }, text(`marks.${name}`)),
      " ",
      element("strong", {}, instance[name]),
    );
  const between = instance.difference
    ? element("span", { class: "difference" }, text("findings.difference", instance))
    : null;
  return [
    element("span", { class: "sum" }, instance.substitution),
    element("span", { class: "sides" }, side("left"), " ", side("right"), " ", between),
  ];
}
