/** Trust on meats over 20 seeds: the figures its reference page rests on. */
import { describe, expect, it } from "vitest";
import type { TrustResults } from "../../blocks/trust/results.ts";
import { byLot, bySample, fitted, runTrust } from "../blocks/trust/run-trust.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each([
  ["lots kept apart", byLot, "lobo"],
  ["samples kept apart", bySample, "loso"],
] as const)("meats, %s, 20 seeds", (_, dataset, scheme) => {
  it("keep what was measured", async () => {
    const of = await fitted(dataset(), { scheme });
    const runs: TrustResults[] = [];
    for (let seed = 0; seed < 20; seed++) runs.push((await runTrust(of, {}, undefined, seed)).results);
    const over = (read: (of: TrustResults) => number) => runs.map(read);
    const coverage = over((run) => run.coverage as number);
    const classes = Object.keys(runs[0].by_class).map((name) =>
      mean(over((run) => run.by_class[name].coverage as number)),
    );
    expect(mean(over((run) => run.accuracy as number))).toBeGreaterThan(0.98);
    expect(mean(coverage)).toBeGreaterThan(0.91);
    expect(mean(coverage)).toBeLessThan(0.935);
    expect(Math.min(...coverage)).toBeGreaterThan(0.88);
    expect(Math.max(...coverage)).toBeLessThan(0.975);
    expect(Math.min(...classes)).toBeGreaterThan(0.89);
    expect(mean(over((run) => run.mean_set_size as number))).toBeLessThan(1.03);
    expect(mean(over((run) => run.log_loss_after as number))).toBeLessThan(0.05);
    expect(runs.every((run) => run.coverage_pass === true)).toBe(true);
  });
});
