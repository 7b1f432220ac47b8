/** What a list of steps makes of the quantity of the spectra, and what it says of values and gaps that come to a step. */
import { describe, expect, it } from "vitest";
import { ordinateTitle, type SpectralAxis } from "../../../blocks/charts/axis-words.ts";
import type { Columns, Quantity } from "../../../blocks/contract/dataset.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import type { StepSpec } from "../../../blocks/contract/variables.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { columnsAfter } from "../../../blocks/methods/recipe/pipeline.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { inMemory } from "../../fixtures/in-memory.ts";

const points = Array.from({ length: 40 }, (_, j) => 1000 + 2 * j);
const measured = (quantity?: Quantity): Columns => ({
  kind: "axis",
  unit: "nm",
  technique: "NIR",
  values: points,
  ...(quantity === undefined ? {} : { quantity }),
});
const spec = (name: string, options: unknown = {}): StepSpec => ({
  name,
  options: methods.step(name).options.parse(options) as Json,
});
const last = (before: Columns, steps: readonly StepSpec[]) =>
  columnsAfter(methods, before, steps).at(-1) as SpectralAxis;

describe("the quantity after steps", () => {
  it.each<[string, StepSpec[], string]>([
    ["is kept by a crop", [spec("crop", [1010, 1050])], "Absorbance"],
    ["is kept by smoothing", [spec("smooth", { lambda: 10 }), spec("savgol", { window: 5, order: 2 })], "Absorbance"],
    ["is another after convert", [spec("convert", { to: "reflectance-percent" })], "Reflectance (%)"],
    ["is only what SNV started from", [spec("snv")], "Preprocessed absorbance"],
    [
      "is only what a derivative started from",
      [spec("savgol", { window: 5, order: 2, deriv: 1 })],
      "Preprocessed absorbance",
    ],
    ["stays so", [spec("snv"), spec("crop", [1010, 1050])], "Preprocessed absorbance"],
  ])("%s", (_, steps, title) => {
    expect(ordinateTitle(last(measured("absorbance"), steps), true)).toBe(title);
  });

  it("is nobody's where nobody said it", () => {
    const after = last(measured(), [spec("snv")]);
    expect(after).not.toHaveProperty("altered");
    expect(ordinateTitle(after, true)).toBe("Preprocessed signal (quantity not declared)");
    expect(ordinateTitle(measured() as SpectralAxis, false)).toBe("Signal (quantity not declared)");
  });

  it("does not let convert start from what it no longer is", () => {
    const codes = (steps: StepSpec[]) => {
      try {
        last(measured("absorbance"), steps);
      } catch (error) {
        if (error instanceof Refusal) return [error.code, error.remarks[0].option];
        throw error;
      }
      return [];
    };
    expect(codes([spec("snv"), spec("convert", { to: "reflectance" })])[0]).toBe("FS3118");
    expect(codes([spec("smooth", { lambda: 10 }), spec("convert", { to: "reflectance" })])).toEqual([]);
  });
});

describe("a document", () => {
  const value = (i: number, j: number) => 12 + 7 * i + ((j * (i + 3)) % 11);
  const csv = [["id", ...points], ...[0, 1, 2, 3].map((i) => [`s${i}`, ...points.map((_, j) => value(i, j))])]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");
  const compiled = async (quantity: string, steps: string) => {
    const text = `---\ntitle: Values\ninputs:\n  set: {path: set.csv}\n---\n\n\`\`\`foodspec data\ninput: set\nid: id\naxis: {unit: nm, technique: NIR}\n${quantity}\`\`\`\n\n\`\`\`foodspec preprocess\nsteps:\n${steps}\`\`\`\n`;
    const { status, err } = await inMemory({ "set.csv": csv, "protocol.md": text }).type(["compile", "protocol.md"]);
    return { status, err };
  };

  it("that converts without a quantity is refused with what to declare", async () => {
    const { status, err } = await compiled("", "  - convert: {to: absorbance}\n");
    expect(status).toBe(3);
    expect(err).toContain("error[FS3118]");
    expect(err).toContain("declare in the data block what the values are: `quantity: transmittance-percent`");
  });

  it("that calls percentages fractions is told so before and after convert; one that does not is told nothing", async () => {
    const wrong = await compiled("quantity: transmittance\n", "  - convert: {to: absorbance}\n");
    expect(wrong.err).toContain("as transmittance the values are hardly right");
    expect(wrong.err).toContain("as absorbance the values are hardly right: 100 % of the values lie below −0.05");
    const right = await compiled("quantity: transmittance-percent\n", "  - convert: {to: absorbance}\n");
    expect(right).toMatchObject({ status: 0 });
    expect(right.err).not.toContain("FS31");
  });

  it("that goes over a gap is told at the step", async () => {
    const { status, err } = await compiled("", "  - exclude: [[1020, 1040]]\n  - detrend\n");
    expect(status).toBe(0);
    expect(err).toMatch(/warning\[FS3316\]: `detrend` goes over 1 gap of the axis, from 1018 to 1042/);
    expect(err).toMatch(/protocol\.md:16:5/);
  });
});
