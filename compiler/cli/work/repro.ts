/** `foodspec repro`: whether a document gives the same bytes wherever it is compiled. */
import { join, resolve } from "node:path";
import type { Repro } from "../../../schemas/repro.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { isError } from "../../diagnostics/finding.ts";
import { reproOf } from "../../review/repro.ts";
import { printFindings } from "../report-results.ts";
import { sayFindings } from "./say-findings.ts";

export interface TypedRepro {
  readonly document: string;
  readonly runs?: number;
  readonly node?: readonly string[];
  readonly pdf?: boolean;
  readonly output?: string;
  readonly format: "text" | "json";
}

const usualRuns = 3;

/** 1 where bytes differ. */
export async function reproCommand(typed: TypedRepro, world: World): Promise<number> {
  const { document, runs = usualRuns, node = [], pdf = false, output = "repro.json", format } = typed;
  const { disk, cwd, out } = world;
  const prepared = await prepare(document, { documents: [document] }, world, "all");
  const wrong = prepared.findings.filter(isError);
  if (wrong.length > 0) {
    printFindings(wrong, prepared, "text", {}, world);
    return sayFindings(wrong, { ...world, err: () => undefined });
  }
  const folder = freeFolder(world);
  try {
    const found = await reproOf(prepared, { runs, nodes: node.map((path) => resolve(cwd, path)), pdf }, folder, world);
    if ("code" in found) return sayFindings([found], world);
    const text = `${JSON.stringify(found, null, 2)}\n`;
    disk.write(resolve(cwd, output), text);
    out(format === "json" ? text : inWords(found, output));
    return found.same ? 0 : 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return sayFindings([finding("FS1167", null, { file: output, problem: diskWords(error) })], world);
  } finally {
    disk.remove(folder);
  }
}

/** A name that nothing bears: with SOURCE_DATE_EPOCH set every clock says the same. */
function freeFolder({ disk, machine, now }: World): string {
  const above = disk.realPath(machine.temporary);
  for (let i = 0; ; i++) {
    const folder = join(above, `foodspec-repro-${now()}-${machine.host}-${i}`);
    if (disk.standsThere(folder) === null) return folder;
  }
}

function inWords({ configurations, same, first_difference }: Repro, output: string): string {
  const lines = configurations.map(
    ({ node, tz, locale, jobs, exit_code, content_digest, html_digest }) =>
      `node ${node}  ${tz.padEnd(18)}  ${locale.padEnd(11)}  jobs ${jobs}  exit ${exit_code}  content ${content_digest.slice(7, 19)}  html ${html_digest.slice(7, 19)}\n`,
  );
  const told = same ? "the same bytes each time" : whereWords(first_difference);
  return `${lines.join("")}${told} (${output})\n`;
}

function whereWords(found: Repro["first_difference"]): string {
  if (found === null) return "they differ";
  const { configurations, block, file, pointer, values } = found;
  const place = pointer === null ? file : `${file} at ${pointer}`;
  const of = block === null ? "" : ` of \`${block}\``;
  return `runs ${configurations.map((k) => k + 1).join(" and ")} differ first in ${place}${of}: ${values.join(" and ")}`;
}
