/** Lock file: what a document gave when somebody looked, to be committed beside it; a change of numbers shows in the diff. */
import { z } from "zod";
import { dictionary } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { digest } from "../../schemas/records.ts";
import { digestOfJson } from "../store/digest.ts";
import type { Executed } from "./execute.ts";
import type { Run } from "./types.ts";

const number = z.number();

export const lockFileSchema = z.strictObject({
  stale: z
    .literal(true)
    .optional()
    .describe("two branches were merged that gave other results each: this file holds those of one of them"),
  foodspec_lock: z.literal(2),
  inputs: z.record(z.string(), z.record(z.string(), digest)).describe("digest of every input file, by input and path"),
  blocks: z.record(
    z.string(),
    z.strictObject({
      result: digest.describe("over its headline results and the digests of its files, RFC 8785: no key, no clock"),
      added: z.string().optional().describe("why the block is there, where the document does not have it"),
      headline: z
        .record(z.string(), z.union([number, z.tuple([number, number])]))
        .optional()
        .describe("its headline numbers and their intervals, to two significant digits of the interval's half-width"),
    }),
  ),
});
export type LockFile = z.output<typeof lockFileSchema>;
type Headline = NonNullable<LockFile["blocks"][string]["headline"]>;

/** The lock file of a run in which every block ended. */
export function lockFileOf(run: Run, executed: readonly Executed[]): LockFile {
  const inputs = dictionary<{ [path: string]: string }>();
  for (const { name, path, sha256 } of run.content.inputs) inputs[name] = { ...inputs[name], [path]: sha256 };
  const logged = new Map(executed.map((one) => [one.node.block.id, one.record?.logged ?? {}]));
  const blocks = run.blocks
    .filter(({ key }) => key !== null)
    .map(({ block, results, artifacts }): [string, LockFile["blocks"][string]] => {
      const headline = headlineOf(logged.get(block.id) ?? {});
      return [
        block.id,
        {
          result: digestOfJson({ results, artifacts }),
          ...(block.added === null ? {} : { added: block.added }),
          ...(Object.keys(headline).length === 0 ? {} : { headline }),
        },
      ];
    });
  return { foodspec_lock: 2, inputs, blocks: Object.fromEntries(blocks) };
}

/** What a reviewer reads in a diff: numbers and their intervals, no finer than they are known. */
function headlineOf(logged: { readonly [name: string]: Json }): Headline {
  const headline = dictionary<Headline[string]>();
  for (const [name, value] of Object.entries(logged)) {
    if (typeof value === "number") headline[name] = rounded(value, intervalOf(logged[`${name}_ci`]));
    const own = name.endsWith("_ci") ? intervalOf(value) : null;
    if (own !== null) headline[name] = [rounded(own[0], own), rounded(own[1], own)];
  }
  return { ...headline };
}

const intervalOf = (value: Json | undefined): readonly [number, number] | null =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === "number" && typeof value[1] === "number"
    ? [value[0], value[1]]
    : null;

/** Decimals to which a number without an interval is written. */
const plainDecimals = 4;

/** To two significant digits of half the interval's width; whole numbers stay. @internal */
export function rounded(value: number, interval: readonly [number, number] | null): number {
  if (Number.isInteger(value)) return value;
  const half = interval === null ? 0 : (interval[1] - interval[0]) / 2;
  const decimals = half > 0 ? Math.max(0, Math.min(12, 1 - Math.floor(Math.log(half) / Math.LN10))) : plainDecimals;
  return Number(value.toFixed(decimals));
}
