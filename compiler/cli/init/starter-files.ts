/** The files of a starter: its data simulated, its texts filled in with what was simulated. */
import { oilsCsv } from "../../../blocks/methods/simulate/oils-csv.ts";
import { simulateOils } from "../../../blocks/methods/simulate/simulate-oils.ts";
import { listed } from "../../diagnostics/listed.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import type { Sizes, Starter } from "./starters.ts";

/** Largest share of the adulterant. */
const upTo = 0.5;

/**
 * By name, in the order in which they are to be written: the protocol comes last, so that it never stands without its data.
 *
 * @param text reads a file of the starter's folder
 */
export function starterFiles(
  name: string,
  { isAdulterated }: Starter,
  sizes: Sizes,
  text: (file: string) => string,
): { readonly [file: string]: string } {
  const { oils, samples, ...rest } = sizes;
  const [oil, adulterant] = oils;
  const adulteration = isAdulterated ? { oil, adulterant, samplesPerBatch: samples, upTo } : undefined;
  const simulated = simulateOils({ ...rest, oils, samplesPerBatch: samples, adulteration });
  const csv = oilsCsv(simulated);
  const facts: { readonly [name: string]: string } = {
    oil,
    adulterant,
    oils: listed(oils),
    batches: String(sizes.batches),
    samples: String(samples),
    replicates: String(sizes.replicates),
    points: String(sizes.points),
    rows: String(simulated.rows.length),
    seed: String(sizes.seed),
    sha256: hexOf(digestOf(csv)),
    command: commandOf(name, sizes),
  };
  const filled = (file: string) =>
    text(file).replaceAll(/\{\{(\w+)\}\}/g, (whole, fact: string) => facts[fact] ?? whole);
  return { "oils.csv": csv, "README.md": filled("README.md"), "protocol.md": filled("protocol.md") };
}

/** What to type to have the same data again, whatever the defaults will be. */
const commandOf = (name: string, { oils, batches, samples, replicates, points, seed }: Sizes): string =>
  `foodspec init ${name} --oils ${oils.join(",")} --batches ${batches} --samples ${samples} --replicates ${replicates} --points ${points} --seed ${seed}`;
