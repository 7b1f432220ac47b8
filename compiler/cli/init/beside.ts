/** Beside: options of `init` that belong to a starter, or to a document made of files, and stand beside the other. */
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";

const ofStarters = ["oils", "batches", "samples", "replicates", "points", "seed"];
const ofBoth = ["dir"];

/** @param typed what was typed, by option; undefined where it was not */
export function besides(name: string | undefined, isFrom: boolean, typed: object): readonly Finding[] {
  const refused = (option: string, problem: string) => finding("FS1006", null, { option, problem });
  const given = Object.entries(typed).flatMap(([option, value]) =>
    value === undefined || ofBoth.includes(option) ? [] : [option],
  );
  const wrong = given.filter((option) => ofStarters.includes(option) === isFrom);
  return [
    ...(isFrom && name !== undefined
      ? [refused("--from", `\`${name}\` is a starter's name; take one of the two`)]
      : []),
    ...wrong.map((option) =>
      refused(
        `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
        isFrom ? "it is about a starter's data, and `--from` takes yours" : "it is about files named by `--from`",
      ),
    ),
  ];
}
