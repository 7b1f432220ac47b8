/** Table: a small one of a page, which scrolls by itself where it is wider than the page. */
import { type Child, h } from "../../../render/hast.ts";

interface Cell {
  readonly child: Child;
  readonly className: string;
}

/** A cell of a class. */
export const cell = (child: Child, className: string): Cell => ({ child, className });

const isCell = (one: Child | Cell): one is Cell => typeof one === "object" && one !== null && "child" in one;

/** Null without rows. */
export function table(name: string, heads: readonly string[], rows: readonly (readonly (Child | Cell)[])[]): Child {
  if (rows.length === 0) return null;
  const isNumber = (k: number): boolean => {
    const one = rows[0][k];
    return isCell(one ?? null) && (one as Cell).className === "number";
  };
  return h(
    "div",
    { className: ["scroll"], tabIndex: 0, role: "region", ariaLabel: name },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((one, k) => h("th", { scope: "col", className: isNumber(k) ? ["number"] : [] }, one)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            row.map((one) => (isCell(one) ? h("td", { className: [one.className] }, one.child) : h("td", {}, one))),
          ),
        ),
      ),
    ),
  );
}
