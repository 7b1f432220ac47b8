/** The contract of an estimator: what every one must keep, whatever it fits. A new estimator's test calls it with its declaration. */
import { expect, it } from "vitest";
import { z } from "zod";
import type { AnyEstimator, OptionValues, Response } from "../../blocks/contract/estimator.ts";
import { type Matrix, matrix, takeRows } from "../../blocks/contract/matrix.ts";
import { Refusal } from "../../blocks/contract/refusal.ts";
import { logitsOf } from "../../blocks/methods/trust/logits.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { groups, line, rowsOf } from "../blocks/methods/estimators/examples.ts";
import { relativeError } from "../fixtures/real-data.ts";

const bytes = ({ data }: Matrix) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex");
const some = [40, 3, 17, 8, 22];

/**
 * Registers the tests of one estimator.
 *
 * @param path choices of its options that differ, as `fitPath` takes them; at least two
 */
export function keepsTheContractOfEstimators(one: AnyEstimator, path = defaultGrid(one)): void {
  const isClassifier = one.task === "classification";
  const { x, y } = isClassifier ? groups(5, 60, 12, 3) : line(5, 60, 12);
  const training = Array.from({ length: 45 }, (_, i) => i);
  const rows = takeRows(x, training);
  const response = rowsOf(y, training);
  const learn = () => one.fitPath(rows, response, path);

  it("is declared: a name, closed options with words, tunable options that take a list, defaults that stand", () => {
    expect(one.name).toMatch(/^[a-z][a-z0-9-]*$/);
    const schema = z.toJSONSchema(one.options, { io: "input" });
    expect(schema.description).toMatch(/\.$/);
    expect(one.options.safeParse({ nosuch: 1 }).success).toBe(false);
    const defaults = one.options.parse({});
    for (const [name, said] of Object.entries(schema.properties ?? {}))
      expect((said as { description?: string }).description, name).toBeTruthy();
    for (const option of one.tunable) {
      const value = path.map((entry) => entry[option]);
      expect(one.options.safeParse({ ...defaults, [option]: value }).success, option).toBe(true);
    }
    const complexities = path.map((entry) => one.complexity(entry));
    expect(complexities.every(Number.isFinite)).toBe(true);
    expect(new Set(complexities).size).toBe(path.length);
  });

  it("gives a state an entry that is plain data: the same predictions, byte for byte, after it was stored as JSON", () => {
    const states = learn();
    expect(states).toHaveLength(path.length);
    for (const state of states) {
      const again = JSON.parse(JSON.stringify(state)) as Json;
      expect(again).toEqual(state);
      expect(bytes(one.predict(x, again))).toBe(bytes(one.predict(x, state)));
    }
  });

  it("comes to the same bytes twice, and changes nothing it was given", () => {
    const before = bytes(rows);
    expect(JSON.stringify(learn())).toBe(JSON.stringify(learn()));
    one.predict(rows, learn()[0]);
    expect(bytes(rows)).toBe(before);
  });

  it("fits an entry of a path as it would be fitted alone", () => {
    const states = learn();
    path.forEach((entry, k) => {
      const [alone] = one.fitPath(rows, response, [entry]);
      expect(relativeError(one.predict(x, states[k]).data, one.predict(x, alone).data)).toBeLessThan(1e-9);
    });
  });

  it("scores a row alone as it does among others, byte for byte", () => {
    for (const state of learn()) {
      const all = one.predict(x, state);
      expect(all.cols).toBe(y.task === "classification" ? y.classes : 1);
      expect(all.data.every(Number.isFinite)).toBe(true);
      for (const i of some) expect(bytes(one.predict(takeRows(x, [i]), state))).toBe(bytes(takeRows(all, [i])));
    }
  });

  it("compares candidates as fitting and predicting would", () => {
    const others = takeRows(x, [45, 46, 47, 48, 49]);
    const compared = one.compare?.(rows, response, path, others) ?? [];
    const states = learn();
    compared.forEach((scores, k) => {
      expect(relativeError(scores.data, one.predict(others, states[k]).data)).toBeLessThan(1e-6);
    });
  });

  it("learns: tells what is easy to tell better than chance, in rows it has not seen", () => {
    const unseen = Array.from({ length: 15 }, (_, i) => 45 + i);
    const best = Math.max(
      ...learn().map((state) => quality(one.predict(takeRows(x, unseen), state), rowsOf(y, unseen))),
    );
    expect(best).toBeGreaterThan(0.6);
  });

  it("of a classifier has scores that become finite logits in the order of the scores, and probabilities that sum to 1", () => {
    if (one.task !== "classification") return;
    const scores = one.predict(x, learn()[0]);
    const logits = logitsOf(scores, one.logits);
    expect(logits.data.every(Number.isFinite)).toBe(true);
    for (let at = 1; at < scores.data.length; at++)
      expect(
        Math.sign(logits.data[at] - logits.data[at - 1]) * Math.sign(scores.data[at] - scores.data[at - 1]),
      ).not.toBe(-1);
    const probabilities = one.probabilities?.(scores);
    for (let i = 0; probabilities !== undefined && i < probabilities.rows; i++) {
      const own = probabilities.data.subarray(i * probabilities.cols, (i + 1) * probabilities.cols);
      expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(own.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  it("refuses by name what it cannot be fitted on: one class or one value, and what is no number", () => {
    const flat: Response =
      response.task === "classification"
        ? { ...response, codes: new Int32Array(45) }
        : { ...response, target: new Float64Array(45).fill(3) };
    expect(() => one.fitPath(rows, flat, path)).toThrow(Refusal);
    const broken = matrix(rows.rows, rows.cols, rows.data.slice());
    broken.data[7] = Number.NaN;
    expect(() => one.fitPath(broken, response, path)).toThrow(Refusal);
  });

  it("says of variables and distances, where it does, a finite number each", () => {
    const [state] = learn();
    const importance = one.importance?.(state);
    if (importance !== undefined) {
      expect([importance.coefficients.rows, importance.coefficients.cols]).toEqual([
        x.cols,
        one.predict(x, state).cols,
      ]);
      expect(importance.vip !== undefined).toBe(one.hasVip === true);
    }
    const distances = one.distances?.(x, state);
    if (distances !== undefined)
      expect(
        [distances.t2, distances.q].every((values) => values.length === x.rows && values.every(Number.isFinite)),
      ).toBe(true);
  });
}

/** Its default options, once for each value of the first one whose default is a list. */
export function defaultGrid({ options, tunable }: AnyEstimator): readonly OptionValues[] {
  const defaults = options.parse({});
  const listed = tunable.find((name) => Array.isArray(defaults[name]));
  const values = listed === undefined ? [] : (defaults[listed] as readonly Json[]);
  return values.map((value) => ({ ...defaults, [listed as string]: value }));
}

/** Share of right classes, or of the variance that is predicted. */
function quality(scores: Matrix, y: Response): number {
  if (y.task === "regression") {
    const mean = y.target.reduce((sum, value) => sum + value, 0) / y.target.length;
    const error = y.target.reduce((sum, value, i) => sum + (value - scores.data[i]) * (value - scores.data[i]), 0);
    return 1 - error / y.target.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  }
  const right = [...y.codes].filter((code, i) => {
    const own = scores.data.subarray(i * scores.cols, (i + 1) * scores.cols);
    return own.indexOf(Math.max(...own)) === code;
  });
  return right.length / y.codes.length;
}
