/** Files read: data files named on the command line, wherever they lie, and the options that were typed of them. */
import { basename, dirname, relative, resolve } from "node:path";
import { closest } from "../../blocks/contract/closest.ts";
import type { Remark } from "../../blocks/contract/refusal.ts";
import type { InputFile } from "../../blocks/contract/running.ts";
import type { Written } from "../../blocks/data/inspect/inspect.ts";
import { registry } from "../../blocks/registry.ts";
import { dataLimits } from "../../schemas/limits.ts";
import { openedAhead } from "../compile/ahead.ts";
import { diskWords } from "../compile/disk-words.ts";
import { BeyondSize } from "../compile/opened-inside.ts";
import { slashes } from "../compile/root.ts";
import type { World } from "../compile/world.ts";
import { dataPosition, finding } from "../diagnostics/build.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { parseProtocol } from "../document/parse.ts";
import { digestOf } from "../store/digest.ts";
import { namesIn } from "../store/disk.ts";

/** Paths as people see them, from where they stand. A large file that no reader takes is refused before it is held in memory. */
export async function filesRead(
  paths: readonly string[],
  { disk, cwd }: World,
): Promise<{ readonly files: readonly InputFile[]; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const files: InputFile[] = [];
  let room: number = dataLimits.bytes;
  for (const typed of new Set(paths)) {
    const full = resolve(cwd, typed);
    const way = slashes(relative(cwd, full));
    const path = way.startsWith("../../..") ? slashes(full) : way === "" ? "." : way;
    const stands = disk.stands(full);
    if (stands !== "file") {
      const suggestion = stands === null ? closest(basename(path), besides(disk, full)) : null;
      findings.push(finding(stands === "folder" ? "FS1145" : "FS1144", null, { path, suggestion }));
      continue;
    }
    try {
      const wanted = { path: full, name: path, root: null, most: Math.min(room, dataLimits.fileBytes) };
      const file = await openedAhead(
        disk,
        wanted,
        registry.lookAhead,
        () => true,
        (one) => one.read(),
      );
      if (file === null) continue;
      if (file.refused !== null) findings.push(findingOf(file.refused));
      else {
        room -= file.size;
        files.push({ path, bytes: file.bytes, digest: digestOf(file.bytes) });
      }
    } catch (error) {
      const problem = error instanceof BeyondSize ? error.message : diskWords(error);
      findings.push(finding("FS1146", null, { path, problem }));
    }
  }
  return { files, findings };
}

/** What a reader says of a file. */
export const findingOf = ({ code, facts, data, option }: Remark): Finding =>
  finding(code, data === undefined ? null : dataPosition(data.input, data), facts, { pointer: option ?? null });

function besides(disk: World["disk"], full: string): readonly string[] {
  return disk.stands(dirname(full)) === "folder" ? namesIn(disk, dirname(full)) : [];
}

/** The options of a `data` block with these lines, that may name the joined inputs, as its schema reads them; what is wrong with one is the command line's error. */
export function optionsOf(
  lines: readonly string[],
  joined: readonly string[] = [],
): {
  readonly written: Written | null;
  readonly findings: readonly Finding[];
} {
  const text = `---\ntitle: Files\ninputs: {${["spectra", ...joined].map((name) => `${name}: {path: x}`).join(", ")}}\n---\n\n\`\`\`foodspec data\ninput: spectra\n${lines.join("\n")}\n\`\`\`\n`;
  const { protocol, findings } = parseProtocol(new TextEncoder().encode(text), "command line", registry);
  if (protocol !== null) return { written: protocol.blocks[0].written as Written, findings: [] };
  return {
    written: null,
    findings: findings.filter(isError).map(({ pointer, message, help }) =>
      finding("FS1006", null, {
        option: `--${(pointer ?? "").split("/")[1]?.replaceAll("_", "-") || "layout"}`,
        problem: message,
        advice: help[0] ?? null,
      }),
    ),
  };
}
