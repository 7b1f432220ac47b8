/** The line on a terminal says what the head of the report says: the external figure first, each number as it stands there. */
import { describe, expect, it } from "vitest";
import { model } from "../../../blocks/model/block.ts";
import { headlineLines } from "../../../compiler/compile/headline.ts";
import { classifier } from "../../fixtures/model-results.ts";

const external = { accuracy: 16 / 17, accuracy_n: 17, accuracy_ci: [0.713, 0.999], accuracy_over: "samples" };
const validated = "accuracy 85.0 % (95 % interval 76.5 % to 91.4 %)";
const first = "accuracy, external test set 94.1 % (95 % interval 71.3 % to 99.9 %), n = 17";

type Given = Parameters<typeof headlineLines>;
function lines(models: { readonly [id: string]: object | null }, primary?: string): readonly string[] {
  const blocks = Object.entries(models).map(([id, results]) => ({ block: { id, kind: model }, results }));
  const protocol = { frontMatter: { primary }, blocks: blocks.map(({ block }) => block) };
  return headlineLines(blocks as unknown as Given[0], protocol as unknown as Given[1]);
}

describe("the headline on a line", () => {
  it.each<[string, Parameters<typeof lines>, readonly string[]]>([
    ["is the validated figure without an external test set", [{ m: classifier }], [`m: ${validated}, n = 100`]],
    [
      "is the external figure where there is one, the validated one behind it",
      [{ m: { ...classifier, external } }],
      [`m: ${first}; validated: ${validated}`],
    ],
    [
      "is that of the primary model",
      [{ a: { ...classifier, external }, b: classifier }, "b"],
      [`b: ${validated}, n = 100`],
    ],
    ["is the first where several could be meant", [{ a: classifier, b: classifier }], [`a: ${validated}, n = 100`]],
    ["is none of a model that was not validated", [{ m: { ...classifier, n_folds: 0 } }], []],
    ["is none of a model that did not finish, nor of no model", [{ m: null }], []],
    ["is none where there is no model", [{}], []],
  ])("%s", (_, given, expected) => {
    expect(lines(...given)).toEqual(expected);
  });
});
