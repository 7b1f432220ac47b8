/** The paired difference of two windows of the derivative on the meats, through the product, against scipy and scikit-learn. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Diff } from "../../../schemas/diff.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { meatsBlock } from "../../fixtures/meats.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/golden/paired-difference.json"), "utf8"),
);
const protocol = (window: number): string => `---
title: Fat
inputs: {meat: {path: meats-nir.csv}}
---

${meatsBlock('batch: lot\ntarget: fat\nunit: "%"\nduplicates: drop\n')}
\`\`\`foodspec preprocess
steps:
  - savgol: {window: ${window}, order: 2, deriv: 1}
  - snv
\`\`\`

\`\`\`foodspec model
estimator: {pls-regression: {components: 6}}
\`\`\`
`;

it("agrees for every metric and both ends of its interval", async () => {
  const place = inMemory({ "protocol.md": protocol(11), "meats-nir.csv": meatsCsv() });
  await place.compile();
  place.write("protocol.md", protocol(13));
  await place.compile({}, {}, undefined, { now: () => 1_767_325_600_000 });
  const diff: Diff = JSON.parse((await place.type(["diff", "protocol.md", "--format", "json"])).out);
  const byName = new Map(diff.metrics.map((one) => [one.metric, one]));
  for (const name of ["rmsecv", "r2", "bias", "sep", "rpd"]) {
    const one = byName.get(name);
    expect(one?.before, name).toBeCloseTo(golden.before[name], 8);
    expect(one?.after, name).toBeCloseTo(golden.after[name], 8);
    expect(one?.difference, name).toBeCloseTo(golden.difference[name], 8);
    expect(one?.difference_ci?.[0], name).toBeCloseTo(golden.difference_ci[name][0], 8);
    expect(one?.difference_ci?.[1], name).toBeCloseTo(golden.difference_ci[name][1], 8);
    expect([one?.n, one?.difference_unit], name).toEqual([golden.n, "batch"]);
  }
  expect(byName.get("rmsecv")).toMatchObject({ verdict: "worse", unit: "%" });
  expect(byName.get("bias")).toMatchObject({ verdict: "not_distinguishable" });
  expect(byName.get("r2")).toMatchObject({ unit: null });
  place.remove();
});
