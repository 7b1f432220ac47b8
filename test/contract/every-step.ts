/** The contract of a preprocessing step: what every one must keep, whatever it does. A new step's test calls it with its declaration. */
import { expect, it } from "vitest";
import { z } from "zod";
import type { Columns } from "../../blocks/contract/dataset.ts";
import { fromRows, type Matrix, row, takeRows } from "../../blocks/contract/matrix.ts";
import { type AnyStep, learnsOf } from "../../blocks/contract/step.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { bandSpectra, noOutcome } from "../blocks/methods/steps/helpers.ts";

const points = 80;
/** Positive spectra, so that absorbance and area are defined for all of them. */
const spectra = bandSpectra(9, points, 2);
const axis: Extract<Columns, { kind: "axis" }> = {
  kind: "axis",
  unit: "nm",
  technique: "NIR",
  values: Array.from({ length: points }, (_, j) => 900 + 2 * j),
};

const bytes = (x: Matrix) => Buffer.from(x.data.buffer, x.data.byteOffset, x.data.byteLength).toString("hex");

/**
 * Registers the tests of one step.
 *
 * @param written its options as a document writes them
 */
export function keepsTheContractOfSteps(step: AnyStep, written: unknown): void {
  const options = step.options.parse(written) as Json;
  // What the values are before, where a step asks for it: it turns the one into the other.
  const { to = null } = isRecord(written) ? written : {};
  const columns: Columns = { ...axis, quantity: to === "absorbance" ? "transmittance" : "absorbance" };
  const learn = (training: Matrix) => (step.fit ? step.fit(training, options, columns, noOutcome) : null);
  const apply = (rows: Matrix, state: Json) => step.apply(rows, options, columns, state);

  it("is declared: a fit exactly where it learns, words for itself and for every option, closed options", () => {
    expect(step.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(step.fit !== undefined).toBe(step.learns !== null);
    const schema = z.toJSONSchema(step.options, { io: "input" });
    const shapes = (schema.oneOf ?? [schema]) as {
      description?: string;
      properties?: Record<string, { description?: string }>;
    }[];
    for (const shape of shapes) {
      expect(shape.description).toMatch(/\.|`$/);
      for (const [option, said] of Object.entries(shape.properties ?? {}))
        expect(said.description, option).toBeTruthy();
    }
    if (Array.isArray(written)) return;
    expect(step.options.safeParse({ ...(written as object), nosuch: 1 }).success).toBe(false);
  });

  it("is done without changing the spectra it is given, in a new matrix", () => {
    const rows = takeRows(spectra, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const before = bytes(rows);
    const result = apply(rows, learn(rows));
    expect(bytes(rows)).toBe(before);
    expect(result.data.buffer).not.toBe(rows.data.buffer);
    expect(result.rows).toBe(9);
    expect(result.data.every(Number.isFinite)).toBe(true);
  });

  it("leaves as many columns as it says it will, ascending where they are an axis", () => {
    const after = step.columns(columns, options);
    expect(after.kind).toBe("axis");
    const values = after.kind === "axis" ? after.values : [];
    expect(apply(spectra, learn(spectra)).cols).toBe(values.length);
    expect(values.every((value, j) => j === 0 || value > values[j - 1])).toBe(true);
  });

  it("treats a spectrum the same, byte for byte, whatever stands beside it", () => {
    const state = learn(spectra);
    const chosen = [7, 2, 5];
    expect(bytes(apply(takeRows(spectra, chosen), state))).toBe(bytes(takeRows(apply(spectra, state), chosen)));
  });

  it("gives the same bytes after its options and its state were stored as JSON", () => {
    const state = learn(takeRows(spectra, [0, 1, 2, 3, 4]));
    const again = JSON.parse(JSON.stringify({ options, state })) as { options: Json; state: Json };
    expect(again.options).toEqual(options);
    expect(step.options.parse(again.options)).toEqual(options);
    expect(bytes(step.apply(spectra, again.options, columns, again.state))).toBe(bytes(apply(spectra, state)));
  });

  it("comes to the same bytes twice", () => {
    expect(JSON.stringify(learn(spectra))).toBe(JSON.stringify(learn(spectra)));
    expect(bytes(apply(spectra, learn(spectra)))).toBe(bytes(apply(spectra, learn(spectra))));
  });

  it("learns nothing from rows that are not in training", () => {
    if (learnsOf(step, options) === null) return;
    const training = [0, 2, 3, 6];
    const others = fromRows(
      Array.from({ length: 9 }, (_, i) =>
        training.includes(i) ? row(spectra, i) : row(spectra, i).map((v) => 1e6 * v),
      ),
    );
    expect(JSON.stringify(learn(takeRows(others, training)))).toBe(JSON.stringify(learn(takeRows(spectra, training))));
    expect(JSON.stringify(learn(takeRows(spectra, [0, 2, 3])))).not.toBe(
      JSON.stringify(learn(takeRows(spectra, training))),
    );
  });
}
