/** Honest sets under the settings of the planted ones: of twenty seeds at most one is refused, and the meats are approved. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../fixtures/in-memory.ts";
import { paperless } from "../fixtures/paperless.ts";
import { pinned } from "../fixtures/pinned.ts";
import { meatsCsv } from "../fixtures/real-data.ts";
import { documentOf } from "../planted/base-set.ts";
import { compiled } from "../planted/compiled.ts";
import { honestSets, plantedSets } from "../planted/planted-sets.ts";

/** Ten of each shape. */
const places = Array.from({ length: 20 }, (_, k) => ({ seed: 101 + k, shape: k % 2 === 0 ? "FTIR" : "NIR" }) as const);
/** What planted sets are told of. */
const suspicious = plantedSets.flatMap(({ research }) => research);

describe("in regulatory mode", () => {
  it.each(honestSets)(
    "$says: of twenty seeds at most one is refused, and none is under suspicion",
    async ({ study }) => {
      const refused: unknown[] = [];
      for (const at of places) {
        const { options, ...rest } = study(at);
        const { exitCode, codes, failed } = await compiled({ ...rest, options: { ...options, mode: "regulatory" } });
        if (exitCode !== 0) refused.push({ ...at, exitCode, codes, failed });
        expect({ ...at, codes: codes.filter((code) => suspicious.includes(code)) }).toEqual({ ...at, codes: [] });
      }
      process.stdout.write(`refused ${JSON.stringify(refused)}\n`);
      expect(refused.length).toBeLessThanOrEqual(1);
    },
  );

  it("the meats are approved", async () => {
    const axis = [850, 1050];
    const place = inMemory({
      "set.csv": meatsCsv(),
      "protocol.md": pinned(
        documentOf(
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
        meatsCsv(),
      ),
    });
    const { exitCode, documents } = await place.compile({}, {}, paperless());
    expect(documents[0].findings.filter(({ code }) => suspicious.includes(code))).toEqual([]);
    expect(exitCode).toBe(0);
  });
});
