/** How often the check for repeats under names of their own is wrong: honest studies with batches, and studies whose scans have names. */
import { expect, it } from "vitest";
import { stream } from "../../blocks/contract/stream.ts";
import { normalDeviates } from "../../blocks/methods/simulate/normal-deviates.ts";
import { runData } from "../blocks/data/run-data.ts";
import { type BaseRow, baseSet, type Column, csvOf, labelOf } from "../planted/base-set.ts";

const batches = 12;
const column = (name: string, value: Column["value"]): Column => ({ name, value });
const label = column("class", ({ sample }) => labelOf(sample));
const batchOf = ({ sample }: Pick<BaseRow, "sample">) => Math.floor(sample / 6) + 1;
const batch = column("batch", (row) => `L${batchOf(row)}`);

/** What a batch adds to the contents of its samples. */
function ofBatches(seed: number, size: number) {
  const effects = Array.from({ length: batches }, (_, b) => {
    const draw = normalDeviates(stream(seed, "rates", "batch", b));
    return Array.from({ length: 40 }, () => size * draw());
  });
  return (sample: number, band: number) => effects[batchOf({ sample }) - 1][band];
}

/** Ways in which laboratories name samples that lie in batches, none of them repeats. */
const honest: readonly (readonly [Column | null, object])[] = [
  [column("id", (_, i) => `m${i + 1}`), { id: "id", batch: "batch" }],
  [column("id", (row) => `L${batchOf(row)}_${(row.sample % 6) + 1}`), { id: "id", batch: "batch" }],
  [column("id", (row) => `${labelOf(row.sample)}_${row.sample + 1}`), { id: "id", batch: "batch" }],
  [null, { batch: "batch" }],
];

const isDoubted = (csv: string, options: object): boolean =>
  runData(csv, { label: "class", ...options }).summary.design.undeclared_replicates?.pass === false;

it("raises no alarm in more than 1 of 100 of 200 honest studies, whatever their batches do", () => {
  const alarms = Array.from({ length: 200 }, (_, k) => {
    const [id, options] = honest[k % honest.length];
    const extra = ofBatches(k + 1, [0, 0.03, 0.1][Math.floor(k / honest.length) % 3]);
    const set = baseSet({ seed: k + 1, samples: 6 * batches, extra });
    return isDoubted(csvOf(set, [...(id === null ? [] : [id]), label, batch]), options) ? [k] : [];
  }).flat();
  expect(alarms.length, `studies ${alarms.join(", ")}`).toBeLessThanOrEqual(2);
});

it("finds 95 of 100 studies with three scans of each sample under names of their own", () => {
  const found = Array.from({ length: 100 }, (_, k) => {
    const set = baseSet({ seed: 1000 + k, samples: 6 * batches, repeats: 3, extra: ofBatches(1000 + k, 0.03) });
    const id = column("id", ({ sample, repeat }) => `s${sample + 1}_${repeat + 1}`);
    return isDoubted(csvOf(set, [id, label, batch]), { id: "id", batch: "batch" });
  }).filter(Boolean).length;
  expect(found).toBeGreaterThanOrEqual(95);
});
