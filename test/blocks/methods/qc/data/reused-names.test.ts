import { describe, expect, it } from "vitest";
import { runData } from "../../../data/run-data.ts";

/** Six samples in each of four batches, numbered from 1 again in each or measured again in each; a spectrum hangs on the sample. */
function csv(isReused: boolean, error: number): string {
  const lines = Array.from({ length: 24 }, (_, row) => {
    const [batch, n] = [Math.floor(row / 6), row % 6];
    const sample = isReused ? row : n;
    const y = ((sample * 7) % 24) + error * ((row * 5) % 3);
    const spectrum = Array.from(
      { length: 40 },
      (_, j) => (((sample + 2) * (j + 1) * (j + 3)) % 29) + 0.001 * ((row * j) % 7),
    );
    return [`r${row}`, n + 1, `B${batch}`, y, ...spectrum].join(",");
  });
  return `${["id", "s", "batch", "y", ...Array.from({ length: 40 }, (_, j) => 900 + j)].join(",")}\n${lines.join("\n")}\n`;
}
const roles = { id: "id", sample: "s", batch: "batch" };
const target = { target: "y", reference: "mean" };

describe("names of samples", () => {
  it.each<[string, boolean, number, object, number]>([
    ["used again in each batch are found by their reference values", true, 0, target, 6],
    ["whose reference was measured again in each batch are those of one sample", false, 0.1, target, 0],
    ["used again are found by their spectra where there is no outcome", true, 0, {}, 6],
    ["measured again are not", false, 0, {}, 0],
  ])("%s", (_, isReused, error, more, value) => {
    expect(runData(csv(isReused, error), { ...roles, ...more }).summary.design.reused_sample_names).toMatchObject({
      value,
      pass: value === 0,
    });
  });

  it("with two values of the target are refused by default, naming the column in which the name was used again", () => {
    try {
      runData(csv(true, 0), { ...roles, target: "y" });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "FS3038" });
      expect((error as { readonly remarks: readonly { readonly facts: object }[] }).remarks[0].facts).toMatchObject({
        across: "batch",
        named: "[batch, s]",
      });
    }
  });

  it("averaged, their reference values tell its error", () => {
    const { dataset, summary } = runData("id,s,y,900,901\na,p,1,1,2\nb,p,3,2,1\nc,q,5,1,3\nd,q,6,3,1\n", {
      id: "id",
      sample: "s",
      ...target,
    });
    expect(dataset.outcome.target).toMatchObject({ values: [2, 2, 5.5, 5.5], measured: [1, 3, 5, 6] });
    // √((2 + 0.5)/2): sums of squares within over degrees of freedom.
    expect(summary.target?.sel).toBeCloseTo(Math.sqrt(1.25), 12);
  });
});
