import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { oilColumns, oilsCsv } from "../../../../blocks/methods/simulate/oils-csv.ts";
import { simulateOils } from "../../../../blocks/methods/simulate/simulate-oils.ts";

const adulteration = { oil: "olive", adulterant: "palm", samplesPerBatch: 1, upTo: 0.3 } as const;
const set = simulateOils({ oils: ["olive", "palm"], batches: 2, points: 51, seed: 3, adulteration });
const lines = oilsCsv(set).split("\n");

describe("simulated oils as CSV", () => {
  it("have the columns of what is known, then the axis", () => {
    expect(lines[0]).toBe([...oilColumns, ...Array.from({ length: 51 }, (_, j) => 800 + 20 * j)].join(","));
    expect(lines.at(-1)).toBe("");
    expect(lines.length).toBe(set.rows.length + 2);
  });
  it("say the share of the adulterant in percent, without a binary rest", () => {
    const shares = lines.slice(1, -1).map((line) => line.split(",")[5]);
    expect(shares.filter((share) => share !== "0").length).toBe(4);
    for (const share of shares) expect(share).toMatch(/^\d+(\.\d)?$/);
  });
  it("round to the digits asked for", () => {
    const [first] = oilsCsv(set, 3).split("\n").slice(1);
    expect(first.split(",")[6]).toBe(set.spectra.data[0].toFixed(3));
  });
  it("put the name of an instrument with a comma into quotes", () => {
    const named = simulateOils({ oils: ["palm"], batches: 1, points: 5, seed: 1, instrument: { name: "B, new" } });
    expect(oilsCsv(named).split("\n")[1]).toContain(',"B, new",palm,');
  });
  it("are these bytes on every machine and every version of Node", () => {
    expect(createHash("sha256").update(oilsCsv(set)).digest("hex")).toBe(
      "22b6aa35ba72d439ede655c29b38a5479708322c0320bac05950b32a874b4b7d",
    );
  });
});
