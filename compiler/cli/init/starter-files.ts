/** The files of a starter: its data simulated, its texts filled in with what was simulated. */
import { floursCsv } from "../../../blocks/methods/simulate/flours-csv.ts";
import { oilsCsv } from "../../../blocks/methods/simulate/oils-csv.ts";
import { simulateFlours } from "../../../blocks/methods/simulate/simulate-flours.ts";
import { simulateOils } from "../../../blocks/methods/simulate/simulate-oils.ts";
import { listed } from "../../diagnostics/listed.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import type { Sizes, Starter } from "./starters.ts";

/** Largest share of the adulterant. */
const upTo = 0.5;

/** Names of the files of a starter, in the order in which they are to be written: the protocol comes last, so that it never stands without its data. */
export const namesOf = ({ data, asIs }: Starter): readonly string[] => [data, ...asIs, "README.md", "protocol.md"];

/**
 * By name, in that order.
 *
 * @param text reads a file of the starter's folder
 */
export function starterFiles(
  name: string,
  starter: Starter,
  sizes: Sizes,
  text: (file: string) => string,
): { readonly [file: string]: string } {
  const data = dataOf(starter, sizes);
  const [oil, adulterant] = sizes.oils;
  const asIs = new Map(starter.asIs.map((file) => [file, text(file)]));
  const facts: { readonly [name: string]: string } = {
    oil,
    adulterant,
    oils: listed(sizes.oils),
    batches: String(sizes.batches),
    samples: String(sizes.samples),
    replicates: String(sizes.replicates),
    points: String(sizes.points),
    rows: String(data.split("\n").length - 2),
    seed: String(sizes.seed),
    sha256: hexOf(digestOf(data)),
    command: commandOf(name, starter, sizes),
    ...Object.fromEntries([...asIs].map(([file, content]) => [`sha256_${nameOf(file)}`, hexOf(digestOf(content))])),
  };
  const filled = (file: string) =>
    text(file).replaceAll(/\{\{(\w+)\}\}/g, (whole, fact: string) => facts[fact] ?? whole);
  const given = new Map([...asIs, [starter.data, data]]);
  return Object.fromEntries(namesOf(starter).map((file) => [file, given.get(file) ?? filled(file)]));
}

const nameOf = (file: string): string => file.replace(/\.\w+$/, "");

function dataOf({ data, isAdulterated, firstBatch }: Starter, { oils, samples, ...rest }: Sizes): string {
  if (data === "flours.csv") return floursCsv(simulateFlours({ ...rest, samplesPerBatch: samples }));
  const [oil, adulterant] = oils;
  const adulteration = isAdulterated ? { oil, adulterant, samplesPerBatch: samples, upTo } : undefined;
  return oilsCsv(simulateOils({ ...rest, firstBatch, oils, samplesPerBatch: samples, adulteration }));
}

/** What to type to have the same data again, whatever the defaults will be. */
function commandOf(name: string, { fixed }: Starter, { oils, ...numbers }: Sizes): string {
  const { batches, samples, replicates, points, seed } = numbers;
  const sizes = { oils: oils.join(","), batches, samples, replicates, points, seed };
  const words = Object.entries(sizes).flatMap(([size, value]) => (size in fixed ? [] : [`--${size} ${value}`]));
  return `foodspec init ${name} ${words.join(" ")}`;
}
