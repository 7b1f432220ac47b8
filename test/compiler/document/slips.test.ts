/** Slips of the pen: one finding each, at its place, with the line to write; nothing that follows from it is told. */
import { describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { parseProtocol } from "../../../compiler/document/parse.ts";

const lines = `---
title: T
inputs: {meat: {path: meats-nir.csv}}
---

# T

\`\`\`foodspec data
input: meat
batch: lot
target: fat
unit: "%"
axis: {unit: nm, technique: NIR, range: [850, 1050]}
\`\`\`

\`\`\`foodspec preprocess
steps:
  - savgol: {window: 11, order: 2, deriv: 1}
  - snv
\`\`\`

\`\`\`foodspec model
estimator: {pls-regression: {components: [2, 4, 6]}}
\`\`\`

Value \`= model.rmsecv : .2f\`.
`;

/** `CODE line:column sentence → first help`, of each finding. */
function told(before: string, after: string): string[] {
  expect(lines).toContain(before);
  const { findings } = parseProtocol(new TextEncoder().encode(lines.replace(before, after)), "a.md", registry);
  return findings.map(
    ({ code, position, message, help }) => `${code} ${position?.line}:${position?.column} ${message} → ${help[0]}`,
  );
}

describe("a slip", () => {
  it.each([
    [
      "no space behind a colon",
      "batch: lot",
      "batch:lot",
      "FS2050 10:6 a space is missing behind the colon of `batch` → write `batch: lot`",
    ],
    [
      "the same in the last line",
      'unit: "%"\naxis: {unit: nm, technique: NIR, range: [850, 1050]}',
      "duplicates:drop",
      "FS2050 12:11 a space is missing behind the colon of `duplicates` → write `duplicates: drop`",
    ],
    [
      "an equals sign",
      "input: meat",
      "input = meat",
      "FS2050 9:1 `=` stands between `input` and its value, where YAML wants a colon → write `input: meat`",
    ],
    [
      "an arrow",
      "input: meat",
      "input <- meat",
      "FS2050 9:1 `<-` stands between `input` and its value, where YAML wants a colon → write `input: meat`",
    ],
    [
      "a no-break space",
      "target: fat",
      "target:\u00a0fat",
      "FS2050 11:8 a no-break space (U+00A0) stands where YAML wants a space → type the space anew: `target: fat`",
    ],
    [
      "options below a bare name",
      "  - savgol: {window: 11, order: 2, deriv: 1}",
      "  - savgol\n    window: 11\n    order: 2",
      "FS2050 18:5 `savgol` has options below it, and no colon behind it → write `- savgol: {window: 11, order: 2}`",
    ],
    [
      "a brace that is not closed",
      "deriv: 1}",
      "deriv: 1",
      "FS2050 18:13 what `{` begins here is not closed → close it with `}`, or separate its entries by commas",
    ],
    [
      "typographic quotation marks",
      '"%"',
      "“%”",
      'FS2057 12:7 the quotation marks of `“%”` are typographic: to YAML they are letters of the text → write `"%"`, with straight ones, or leave them out',
    ],
    [
      "a fence that is not closed",
      "  - snv\n```",
      "  - snv",
      "FS2067 16:1 the block is not closed: everything down to the next fence in line 21 is in it → close it with a line of ```",
    ],
    [
      "the last fence that is not closed",
      "[2, 4, 6]}}\n```",
      "[2, 4, 6]}}",
      "FS2067 22:1 the block is not closed: everything down to the end of the document is in it → close it with a line of ```",
    ],
    [
      "a fence of Quarto",
      "```foodspec data",
      "```{foodspec data}",
      "FS2069 8:1 `{foodspec data}` begins no block of FoodSpec, so nothing would be computed here → write this as its first line: ```foodspec data",
    ],
    [
      "a fence with a hyphen",
      "```foodspec model",
      "```foodspec-model #m",
      "FS2069 22:1 `foodspec-model #m` begins no block of FoodSpec, so nothing would be computed here → write this as its first line: ```foodspec model #m",
    ],
    [
      "a kind alone",
      "```foodspec data",
      "```data",
      "FS2069 8:1 `data` begins no block of FoodSpec, so nothing would be computed here → write this as its first line: ```foodspec data",
    ],
    [
      "a decimal comma",
      "[2, 4, 6]",
      "2,5",
      "FS2107 23:44 unknown option `5` for estimator `pls-regression` → a comma parts entries: a list stands in brackets, `components: [2, 5]`; a decimal sign is a point, 2.5",
    ],
    [
      "a call",
      "savgol: {window: 11, order: 2, deriv: 1}",
      "savgol(window=11, order=2)",
      "FS2108 18:5 unknown step `savgol(window=11, order=2)` → write `savgol: {window: 11, order: 2}`",
    ],
    [
      "an even window",
      "window: 11",
      "window: 10",
      "FS2110 18:22 `window` of step `savgol`: The window must be an odd number of points. → write 9 or 11",
    ],
    [
      "a range with a hyphen",
      "[850, 1050]",
      "850-1050",
      "FS2101 13:41 `range` of `axis` is the text `850-1050`, but a list of 2 entries, a number and a number is wanted → write `[850, 1050]`",
    ],
    [
      "a number in quotation marks",
      "window: 11",
      'window: "11"',
      "FS2101 18:22 `window` of step `savgol` is the text `11`, but a whole number from 3 to 501 is wanted → write it without quotation marks: 11",
    ],
    [
      "a metric of the other task",
      "model.rmsecv : .2f",
      "model.accuracy",
      "FS2203 26:7 `model` has no `accuracy` → `pls-regression` is a regression: it has `rmsecv`, `r2`, `bias` and others of its task",
    ],
    [
      "the same of external rows",
      "model.rmsecv : .2f",
      "model.external.accuracy",
      "FS2203 26:7 `model` has no `external.accuracy` → `pls-regression` is a regression: it has `external.rmsep`, `external.r2`, `external.bias` and others of its task",
    ],
  ])("%s", (name, before, after, expected) => {
    const findings = told(before, after);
    // Whose last fence is open has what stands behind it in the block.
    const own = name === "a fence with a hyphen" ? findings.filter((one) => !one.startsWith("FS2202")) : findings;
    expect(own).toEqual([expected]);
  });
  it("is no slip where code in another language shows options", () => {
    expect(told("# T\n", "# T\n\n```yaml\ndata: x\n```\n\n```python\ndata = 1\n```\n")).toEqual([]);
    expect(told("# T\n", "# T\n\n````markdown\n```{foodspec data}\n```\n````\n")).toEqual([]);
  });
});
