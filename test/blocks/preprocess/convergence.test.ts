/** What a report says of a step whose count of passes ended it before its criterion did. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const compiled = async (steps: string) => {
  const place = inMemory({ "small.csv": smallCsv(), "protocol.md": smallProtocol({ steps }) });
  const { status, err } = await place.type(["compile", "protocol.md"]);
  const { steps: written } = JSON.parse(place.read("runs/latest/preprocessing/preprocessing_pipeline.json"));
  return { status, err, written };
};

describe("a baseline", () => {
  it("that ran out of passes is a warning with how many spectra, the farthest five, how far, and the option", async () => {
    const { status, err, written } = await compiled("  - baseline: {method: arpls, iterations: 2}\n");
    expect(status).toBe(0);
    expect(err).toMatch(
      /warning\[FS3318\]: `baseline` was not finished with 24 of 24 spectra after 2 passes, most of all/,
    );
    expect(err).toMatch(/most of all (`s\d+`, ){3}`s\d+` and `s\d+`\n/);
    expect(err).toMatch(/moved the curve by up to 14.% of a spectrum's range: raise `iterations`, now 2/);
    expect(written[0]).toMatchObject({ passes: new Array(24).fill(2), converged: new Array(24).fill(false) });
  });

  it("is counted on all spectra where it stands behind a step that learns", async () => {
    const { err, written } = await compiled("  - msc\n  - baseline: {method: asls, iterations: 1}\n");
    expect(err).toContain("was not finished with 24 of 24 spectra after 1 pass, most of all");
    expect(err).toContain("= help: raise `iterations`, now 1, or choose another method");
    expect(written[0].passes).toBeUndefined();
    expect(written[1].converged).toEqual(new Array(24).fill(false));
  });

  it("that was finished is no finding; its passes stand in the artifact", async () => {
    const { err, written } = await compiled("  - baseline: {method: asls, iterations: 50}\n");
    expect(err).not.toContain("FS3318");
    expect(written[0].converged).toEqual(new Array(24).fill(true));
    expect(Math.max(...written[0].passes)).toBeLessThan(50);
  });
});
