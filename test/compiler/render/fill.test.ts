import { describe, expect, it } from "vitest";
import type { InlineValue } from "../../../compiler/document/protocol.ts";
import { fill } from "../../../compiler/render/fill.ts";
import { protocolOf } from "../plan/fixture.ts";
import { runBlock, runOf } from "../run/fixture.ts";

const at = { file: "protocol.md", line: 1, column: 1, endLine: 1, endColumn: 2 };
const value = (path: string, format: string | null = ".1%", offset = 0): InlineValue => ({
  path: path.split("."),
  format,
  position: at,
  offset,
});
const results = { accuracy: 1, accuracy_ci: [0.9, 1], mcc: 1, mcc_ci: null, recall: 0.9, recall_ci: [0.8, 1], n: 1 };

/** What a document prints for the first of these values. */
function printed(...values: readonly InlineValue[]): string {
  const block = runBlock("model", { results });
  const run = runOf([block], { protocol: protocolOf([block.block], { inlineValues: values }) });
  const filled = fill(run, values[0], []);
  return filled.type === "value" ? filled.text.replaceAll("\u00a0", " ") : filled.reason;
}

describe("a share of exactly 1", () => {
  it.each([
    ["has its interval beside it", [value("model.accuracy")], "100.0 % (95 % CI 90.0 % to 100.0 %)"],
    ["says where there is none", [value("model.mcc", null)], "1 (95 % CI not available)"],
    [
      "is left alone where the author quotes the interval",
      [value("model.accuracy"), value("model.accuracy_ci")],
      "100.0 %",
    ],
    ["is another number's business", [value("model.recall")], "90.0 %"],
    ["is a count, where no interval belongs to it", [value("model.n", null)], "1"],
  ])("%s", (_, values, text) => expect(printed(...values)).toBe(text));
});

describe("the interval of a share of exactly 1", () => {
  const first = "`= model.accuracy : .1%`";
  const bare = "100.0 %";
  const whole = "100.0 % (95 % CI 90.0 % to 100.0 %)";
  it.each([
    ["in the same sentence", " of the oils (95 % interval ", "model", bare],
    ["in the same row", " | ", "model", bare],
    ["in the next sentence", " of the oils. The interval is ", "model", whole],
    ["in another row", " |\n| second | ", "model", whole],
    ["in another paragraph", "\n\n", "model", whole],
    ["of another model", " and ", "other", whole],
  ])("quoted %s", (_, between, id, text) => {
    const block = runBlock("model", { results });
    const values = [value("model.accuracy"), value(`${id}.accuracy_ci`, ".1%", first.length + between.length)];
    const protocol = protocolOf([block.block], { inlineValues: values, text: first + between });
    const filled = fill(runOf([block], { protocol }), values[0], []);
    expect(filled.type === "value" && filled.text.replaceAll("\u00a0", " ")).toBe(text);
  });
});
