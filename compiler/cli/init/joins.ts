/** Joins: tables named as `FILE:COLUMN`, each an input under a name of its own, by the column that it shares with the spectra. */
import type { InputFile } from "../../../blocks/contract/running.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { filesRead } from "../files-read.ts";
import { type Placed, placed } from "./places.ts";

export interface Joined {
  readonly input: string;
  readonly place: Placed;
  /** The column, or `{of the spectra: of the table}` where they are called otherwise. */
  readonly by: string | { readonly [spectra: string]: string };
}

/** @param typed as `chem.csv:sample`, or `chem.csv:sample=Probe` where the table has another name for it */
export async function joinsIn(
  typed: readonly string[],
  folder: string,
  world: World,
): Promise<{ readonly joins: readonly Joined[]; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const joins: Joined[] = [];
  const taken = new Set(["spectra"]);
  for (const one of typed) {
    const [, path, column] = /^(.+):([^:]+)$/.exec(one) ?? [];
    if (path === undefined) {
      const problem = `\`${one}\` does not name a file and the column by which it is joined`;
      findings.push(finding("FS1006", null, { option: "--join", problem, advice: "write `--join chem.csv:sample`" }));
      continue;
    }
    const read = await filesRead([path], world);
    findings.push(...read.findings);
    for (const file of read.files) {
      const input = freeName(file, taken);
      taken.add(input);
      const [spectra, table] = column.split("=");
      joins.push({
        input,
        place: placed([file], folder, 1, world)[0],
        by: table === undefined ? column : { [spectra]: table },
      });
    }
  }
  return { joins, findings };
}

/** The file's name as a name of an input. */
function freeName({ path }: InputFile, taken: ReadonlySet<string>): string {
  const stem = (path.split("/").pop() ?? "").replace(/(?<=.)\.[^.]*$/, "").replaceAll(/[^A-Za-z0-9_-]+/g, "_");
  const name = /^[A-Za-z]/.test(stem) ? stem : `table_${stem}`;
  for (let k = 1; ; k++) {
    const free = k === 1 ? name : `${name}-${k}`;
    if (!taken.has(free)) return free;
  }
}
