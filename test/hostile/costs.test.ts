/** What once cost more than its length: twice as much of it takes twice the steps, or is refused. */
import { beforeAll, describe, expect, it } from "vitest";
import { turnsOf } from "../fixtures/steps.ts";

const withTitle = (body: string) => `---\ntitle: Trial\n---\n\n${body}\n`;
const times = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join("");
/** As paragraphs of what one may hold. */
const inParagraphs = (sign: string, each: number) => (count: number) =>
  times(count, (i) => (i % each === each - 1 ? `${sign}\n\n` : sign));
const chain = (count: number) =>
  `\`\`\`foodspec data\ninput: a\n\`\`\`\n\n${times(count, (i) => `\`\`\`foodspec preprocess #p${i}\nsteps: [snv]\n\`\`\`\n\n`)}`;

const costs: readonly (readonly [what: string, few: number, make: (count: number) => string])[] = [
  [
    "inline values with quoted paths",
    300,
    (count) => times(count, (i) => `\`= data["x${i}"].y\`${i % 9 === 8 ? "\n\n" : " "}`),
  ],
  ["links that do not end", 300, inParagraphs("[a](b ", 150)],
  ["emphasis in emphasis", 300, inParagraphs("~a~~b ", 75)],
  ["emphasis without blanks", 600, inParagraphs("*a", 300)],
  ["claims in one sentence", 300, (count) => "is fully in compliance with ".repeat(count)],
  ["claims in sentences", 300, (count) => "is fully in compliance with it. So ".repeat(count)],
  ["unknown options", 200, (count) => `\`\`\`foodspec data\n${times(count, (i) => `k${i}: 1\n`)}\`\`\`\n`],
  ["tags", 200, (count) => `\`\`\`foodspec data\n${times(count, (i) => `k${i}: !t 1\n`)}\`\`\`\n`],
  ["anchors", 200, (count) => `\`\`\`foodspec data\n${times(count, (i) => `k${i}: &a 1\n`)}\`\`\`\n`],
  ["blocks in a chain", 60, chain],
];

describe("twice as many", () => {
  let turns: readonly number[];
  beforeAll(async () => {
    turns = await turnsOf(costs.flatMap(([, few, make]) => [few, 2 * few].map((count) => withTitle(make(count)))));
  });
  it.each(costs.map(([what], k) => [what, k] as const))("%s take twice the steps", (_, k) => {
    const [some, more] = turns.slice(2 * k);
    expect(more / some).toBeLessThan(2.3);
  });
});
