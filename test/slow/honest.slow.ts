/** Honest sets under the settings of the planted ones: of twenty seeds at most one is refused but for a drift that chance made, and the meats are approved. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../fixtures/in-memory.ts";
import { paperless } from "../fixtures/paperless.ts";
import { meatsCsv } from "../fixtures/real-data.ts";
import { documentOf } from "../planted/base-set.ts";
import { compiled } from "../planted/compiled.ts";
import { honestSets, plantedSets } from "../planted/planted-sets.ts";

/** Ten of each shape. */
const places = Array.from({ length: 20 }, (_, k) => ({ seed: 101 + k, shape: k % 2 === 0 ? "FTIR" : "NIR" }) as const);
/** What planted sets are told of. */
const suspicious = plantedSets.flatMap(({ research }) => research);

/**
 * Bands that fall together by chance look like a slow drift: of 100 seeds 1 near-infrared and 6 mid-infrared sets lie above the
 * default of `max_baseline_drift`. They are counted by themselves; that is more than may be refused, and a matter of that threshold.
 */
const drifting = ["health_score", "baseline_drift"];

describe("in regulatory mode", () => {
  it.each(honestSets)(
    "$says: of twenty seeds at most one is refused for anything but drift, at most two for drift, and none is under suspicion",
    async ({ study }) => {
      const [refused, drift]: [unknown[], unknown[]] = [[], []];
      for (const at of places) {
        const { options, ...rest } = study(at);
        const { exitCode, codes, failed } = await compiled({ ...rest, options: { ...options, mode: "regulatory" } });
        const isDrift = exitCode === 7 && failed.length > 0 && failed.every((id) => drifting.includes(id));
        if (exitCode !== 0) (isDrift ? drift : refused).push({ ...at, exitCode, codes, failed });
        expect({ ...at, codes: codes.filter((code) => suspicious.includes(code)) }).toEqual({ ...at, codes: [] });
      }
      process.stdout.write(`refused ${JSON.stringify(refused)}, for drift ${JSON.stringify(drift)}\n`);
      expect(refused.length).toBeLessThanOrEqual(1);
      expect(drift.length).toBeLessThanOrEqual(2);
    },
  );

  it("the meats are approved", async () => {
    const axis = [850, 1050];
    const place = inMemory({
      "set.csv": meatsCsv(),
      "protocol.md": documentOf(
        { shape: "NIR", axis, rows: [] },
        {
          mode: "regulatory",
          declared: ["upstream: none"],
          data: [
            "id: sample_id",
            "sample: sample",
            "batch: lot",
            "label: {from: fat, cut: [20], names: [up to 20 %, over 20 %]}",
            "positive: over 20 %",
            "duplicates: drop",
          ],
        },
      ),
    });
    const { exitCode, documents } = await place.compile({}, {}, paperless());
    expect(documents[0].findings.filter(({ code }) => suspicious.includes(code))).toEqual([]);
    expect(exitCode).toBe(0);
  });
});
