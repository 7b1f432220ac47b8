/**
 * What once cost more than its length: twice as much of it takes twice the steps, or is refused.
 *
 * @module-tag slow
 */
import { beforeAll, describe, expect, it } from "vitest";
import { turnsOf } from "../fixtures/steps.ts";

const withTitle = (body: string) => `---\ntitle: Trial\n---\n\n${body}\n`;
const times = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join("");
/** As paragraphs of what one may hold. */
const inParagraphs = (sign: string, each: number) => (count: number) =>
  times(count, (i) => (i % each === each - 1 ? `${sign}\n\n` : sign));
const fence = (kind: string, id: string, options: string) => `\`\`\`foodspec ${kind} #${id}\n${options}\n\`\`\`\n\n`;
const step = (id: string, from: string) => fence("preprocess", id, `from: ${from}\nsteps: [snv]`);
const model = (id: string) => fence("model", id, "estimator: pls-da");
const start = fence("data", "d", "input: a\nlabel: k");
const planned = (body: string) => withTitle(body).replace("title: Trial", "title: Trial\ninputs: {a: {path: a.csv}}");
/** Each step starts from the one above. */
const steps = (count: number) => times(count, (i) => step(`p${i}`, i === 0 ? "d" : `p${i - 1}`));

const costs: readonly (readonly [what: string, few: number, make: (count: number) => string])[] = [
  [
    "inline values with quoted paths",
    300,
    (count) => times(count, (i) => `\`= data["x${i}"].y\`${i % 9 === 8 ? "\n\n" : " "}`),
  ],
  ["links that do not end", 300, inParagraphs("[a](b ", 150)],
  ["emphasis in emphasis", 300, inParagraphs("~a~~b ", 75)],
  ["emphasis without blanks", 600, inParagraphs("*a", 300)],
  ["elements in elements", 40, inParagraphs("<b>a<i>b</i>", 90)],
  ["elements that do not end", 300, inParagraphs("<b>", 90)],
  ["ends of nothing", 300, inParagraphs("<u></b>", 300)],
  ["comments that do not end", 300, (count) => "<!-- a ".repeat(count)],
  ["lines in a paragraph of HTML", 300, (count) => `<div>\n${"a <b>b</b>\n".repeat(count)}`],
  ["paragraphs of HTML", 150, (count) => "<div>\na\n\n".repeat(count)],
  ["subscripts", 300, inParagraphs("~a~^b^", 150)],
  ["subscripts that do not end", 300, (count) => "a~b^c".repeat(count)],
  ["definitions", 150, (count) => times(count, (i) => `t${i}\n: a\n`)],
  ["references to nothing", 100, (count) => `# a\n\n${times(count, (i) => `[](#b${i}) ${i % 9 === 8 ? "\n\n" : ""}`)}`],
  ["brackets that cite", 300, (count) => "[a @ ".repeat(count)],
  ["dollars", 300, (count) => "$a ".repeat(count)],
  ["claims in one sentence", 300, (count) => "is fully in compliance with ".repeat(count)],
  ["claims in sentences", 300, (count) => "is fully in compliance with it. So ".repeat(count)],
  ["unknown options", 200, (count) => `\`\`\`foodspec data\n${times(count, (i) => `k${i}: 1\n`)}\`\`\`\n`],
  ["tags", 200, (count) => `\`\`\`foodspec data\n${times(count, (i) => `k${i}: !t 1\n`)}\`\`\`\n`],
  ["anchors", 200, (count) => `\`\`\`foodspec data\n${times(count, (i) => `k${i}: &a 1\n`)}\`\`\`\n`],
];

/** What the resolver has to do with blocks, half of the blocks what it looks through for the other half. */
const graphs: typeof costs = [
  ["steps in a chain", 125, (count) => start + steps(count)],
  [
    "steps in a chain that stands upside down",
    125,
    (count) => times(count, (i) => step(`p${i}`, i === count - 1 ? "d" : `p${i + 1}`)) + start,
  ],
  [
    "models that look for the end of a chain",
    60,
    (count) => start + steps(count) + times(count, (i) => model(`m${i}`)),
  ],
  [
    "gates of the end of a chain",
    60,
    (count) => start + steps(count) + times(count, (i) => fence("qc", `q${i}`, "gate: spectral")),
  ],
  [
    "steps between gates",
    60,
    (count) =>
      times(
        count,
        (i) =>
          step(`p${i}`, i === 0 ? "d" : `p${i - 1}`) +
          (i % 10 === 0 ? fence("qc", `q${i}`, "gate: spectral") : model(`m${i}`)),
      ) + start,
  ],
  ["a circle", 125, (count) => start + times(count, (i) => step(`p${i}`, `p${(i + 1) % count}`))],
];

const all = [
  ...costs.map(([what, few, make]) => ({ what, few, make, text: withTitle })),
  ...graphs.map(([what, few, make]) => ({ what, few, make, text: planned })),
];

describe("twice as many", () => {
  let turns: readonly number[];
  beforeAll(async () => {
    turns = await turnsOf(all.flatMap(({ few, make, text }) => [few, 2 * few].map((count) => text(make(count)))));
  });
  it.each(all.map(({ what }, k) => [what, k] as const))("%s take twice the steps", (_, k) => {
    const [some, more] = turns.slice(2 * k);
    expect(more / some).toBeLessThan(2.3);
  });
});
