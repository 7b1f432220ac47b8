/** Drift tests: each with its p, and what together they come to. */

import { tableOf } from "../../charts/table-of.ts";
import { counted } from "../../contract/number-text.ts";
import { numberText } from "../../contract/quantity.ts";
import { fewestSamples } from "../../methods/drift/detect-drift.ts";
import type { MonitorView } from "../monitor-view.ts";
import { testNames, verdicts } from "../words.ts";
import { driftOf, inReport } from "./parts.ts";

export const drift: MonitorView = {
  shape: "table",
  title: "tests for drift",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const of = await driftOf(source);
    if (of.p === null)
      return { na: `${of.n_new} new samples are too few to test for drift; ${fewestSamples} are needed.` };
    return {
      data: tableOf(
        { test: "Test", n: ["New samples", "count"], statistic: ["Statistic", "number"], p: ["p", "p"] },
        of.tests.map(({ test, n, statistic, p }) => ({ test: testNames[test], n, statistic, p })),
        { statistic: (i) => inReport(`/tests/${i}/statistic`), p: (i) => inReport(`/tests/${i}/p`) },
      ),
      alt: `${counted(of.tests.length, "test")} of ${counted(of.n_new, "new sample")} against ${of.n_reference} of the reference: p ${numberText(of.p, "p said")}, ${verdicts[of.status]}.`,
      caption: `Tests for drift, on one value a sample. Together p = min(1, ${of.tests.length} × smallest), here ${numberText(of.p, "p")}: ${verdicts[of.status]} (warning below ${of.warn_p}, failure below ${of.fail_p}). Permutation tests have ${of.permutations} permutations.`,
    };
  },
};
