/** FS2226 and FS2235: the formulas of a text, each set as MathML; what is not understood is told at its sign. */
import type { ElementContent } from "hast";
import type { Nodes, Parent } from "mdast";
import { textLimits as limits } from "../../../schemas/limits.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { Lines } from "../../diagnostics/lines.ts";
import type { Displayed, Formula } from "../text/nodes.ts";

/** A formula as MathML; or what is wrong with it, and at which letter, where that is known. */
export type SetFormula = (
  tex: string,
  isDisplayed: boolean,
) => { readonly math: ElementContent } | { readonly what: string; readonly at: number | null };

export const formulasIn = (tree: Nodes): readonly (Formula | Displayed)[] =>
  tree.type === "formula" || tree.type === "displayed"
    ? [tree]
    : "children" in tree
      ? (tree as Parent).children.flatMap((child) => formulasIn(child as Nodes))
      : [];

/** In place: each formula gets the element it becomes. */
export function setFormulas(tree: Nodes, source: string, at: Lines, set: SetFormula): readonly Finding[] {
  const findings: Finding[] = [];
  let letters = 0;
  for (const [i, formula] of formulasIn(tree).entries()) {
    const [start, end] = [formula.position?.start.offset ?? 0, formula.position?.end.offset ?? 0];
    const tell = (what: string, from = start, to = end): void => {
      findings.push(finding("FS2226", at.place(from, to), { written: shortened(source.slice(from, to)), what }));
    };
    letters += formula.value.length;
    if (i >= limits.formulas || letters > limits.formulaLetters) {
      const [things, limit] =
        i >= limits.formulas ? ["formulas", limits.formulas] : ["letters in formulas", limits.formulaLetters];
      return [...findings, finding("FS2235", at.place(start, end), { things, limit })];
    }
    if (formula.type === "displayed" && formula.isOpen) {
      tell("it is never closed, and all that follows is taken for it: close it with a line of `$$`", start, start + 2);
      continue;
    }
    if (formula.type === "displayed" && formula.rest !== "") {
      tell("what stands behind the first `$$` is no id: an id is `{#name}`", start, start + 2);
      continue;
    }
    const made = set(formula.value, formula.type === "displayed");
    if ("what" in made) {
      const from = made.at === null ? null : placeIn(formula, made.at, source);
      if (from === null) tell(made.what);
      else
        tell(
          made.what,
          from,
          Math.max(from + 1, from + (/^\\[A-Za-z]+/.exec(source.slice(from, end))?.[0].length ?? 1)),
        );
    } else if (formula.type === "formula") formula.data = asSpan(made.math);
    else
      formula.data = {
        hName: "div",
        hProperties: { className: ["formula"] },
        hChildren: [made.math],
      };
  }
  return findings;
}

const asSpan = (math: ElementContent): Formula["data"] => ({
  hName: "span",
  hProperties: { className: ["formula"] },
  hChildren: [math],
});

/** Where a letter of the formula stands in the text, line by line: what a quote puts before a line is stepped over. */
function placeIn({ value, position, signs }: Formula | Displayed, letter: number, source: string): number | null {
  let from = (position?.start.offset ?? 0) + signs;
  let index = 0;
  for (const line of value.split("\n")) {
    const start = source.indexOf(line, from);
    if (start < 0 || start > (position?.end.offset ?? 0)) return null;
    if (letter <= index + line.length) return Math.min(start + letter - index, (position?.end.offset ?? 1) - 1);
    index += line.length + 1;
    from = start + line.length;
  }
  return null;
}

const shortened = (text: string): string => {
  const [first] = text.trim().split("\n");
  return first.length > 40 ? `${first.slice(0, 40)}…` : first;
};
