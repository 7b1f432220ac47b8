/** What is said of a risk holds: 300 studies of each of 240 simulated predictors, whose true share of wrong answers is known. */
import { describe, expect, it } from "vitest";
import { families, type Population, study } from "../blocks/methods/trust/abstention/simulated.ts";

const studies = 300;

const populations = (target: number): Population[] =>
  Object.keys(families).flatMap((family) =>
    [57, 200, 600].flatMap((samples) =>
      [0.4, 1, 1.4, 3].flatMap((share) =>
        [null, 12].map((values) => ({ family, level: share * target, samples, values })),
      ),
    ),
  );

describe.each([0.05, 0.1])("a target risk of %f", (target) => {
  it("is exceeded by certified predictors in at most 5 % of studies, and on average over studies by none", () => {
    const figures = populations(target).map((population) => {
      const all = Array.from({ length: studies }, (_, seed) => study(population, target, seed));
      const certified = all.filter(({ rule }) => rule === "certified");
      const wrong = certified.filter(({ risk }) => risk > target + 1e-12).length / studies;
      const mean = all.reduce((sum, { risk }) => sum + risk, 0) / studies;
      const sd = Math.sqrt(all.reduce((sum, { risk }) => sum + (risk - mean) * (risk - mean), 0) / (studies - 1));
      return { ...population, certified: certified.length / studies, wrong, mean, se: sd / Math.sqrt(studies) };
    });
    const worst = figures.reduce((a, b) => (b.wrong > a.wrong ? b : a));
    const dearest = figures.reduce((a, b) => (b.mean > a.mean ? b : a));
    process.stdout.write(
      `${target}: certified and wrong at most ${worst.wrong}, mean risk at most ${dearest.mean.toFixed(4)}\n`,
    );
    // Three standard errors of a share of so many.
    for (const { wrong } of figures) expect(wrong).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / studies));
    for (const { mean, se } of figures) expect(mean).toBeLessThan(target + 3 * se);
    // No empty promise: a predictor whose errors stand far down is certified.
    const good = figures.filter(
      ({ family, level, samples }) => family === "quadratic" && level < target && samples === 600,
    );
    for (const { certified } of good) expect(certified).toBeGreaterThan(0.9);
  });
});
