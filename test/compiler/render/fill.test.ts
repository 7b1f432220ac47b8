import { describe, expect, it } from "vitest";
import type { InlineValue } from "../../../compiler/document/protocol.ts";
import { fill } from "../../../compiler/render/fill.ts";
import { protocolOf } from "../plan/fixture.ts";
import { runBlock, runOf } from "../run/fixture.ts";

const at = { file: "protocol.md", line: 1, column: 1, endLine: 1, endColumn: 2 };
const value = (path: string, format: string | null = ".1%"): InlineValue => ({
  path: path.split("."),
  format,
  position: at,
  offset: 0,
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
