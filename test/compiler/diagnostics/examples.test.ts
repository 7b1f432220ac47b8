/** Examples of `explain`: what is wrong is told this code, what is right is not. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { prepare } from "../../../compiler/compile/prepare.ts";
import { examples } from "../../../compiler/diagnostics/examples.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { root } from "../../structure/sources.ts";

const document = `---
title: T
scheme: lobo
inputs: {meat: {path: meats-nir.csv}}
---

# T

\`\`\`foodspec data
input: meat
sample: sample
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

let place: Place;
afterEach(() => place.remove());

async function told(text: string): Promise<readonly string[]> {
  place = inMemory({
    "protocol.md": text,
    "meats-nir.csv": readFileSync(join(root, "analyses/meat-fat/meats-nir.csv")),
    "empty.csv": "sample,lot,fat,850\n",
  });
  const { findings } = await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), "headers");
  return findings.map(({ code }) => code);
}

describe("the example of", () => {
  it.each(Object.entries(examples))("%s", async (code, { at, wrong, right }) => {
    expect(document).toContain(at);
    expect(await told(document.replace(at, () => wrong))).toContain(code);
    expect(await told(document.replace(at, () => right))).not.toContain(code);
  });
});
