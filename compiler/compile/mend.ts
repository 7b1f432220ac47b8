/** Mend: the safe fixes of a document, one round after another, since mending one thing shows the next. */
import { registry } from "../../blocks/registry.ts";
import { applyEdits } from "../diagnostics/apply-edits.ts";
import { readProtocol } from "../document/parse.ts";
import { openingBelow } from "./open-source.ts";
import type { CompileOptions } from "./options.ts";
import { typedOverrides } from "./overrides.ts";
import type { Prepared } from "./prepare.ts";
import { projectGives } from "./project-gives.ts";
import type { World } from "./world.ts";

export interface Mended {
  readonly before: string;
  readonly after: string;
}

/** So often a document is looked at again: a round that mends nothing is the last. */
const rounds = 20;

/** Null where there is no text to mend. A file that the text takes in is left as it is. */
export async function mended(
  { bytes, file, root, config }: Prepared,
  options: CompileOptions,
  { disk, cwd }: World,
): Promise<Mended | null> {
  if (bytes === null) return null;
  const before = decodedOrNull(bytes);
  if (before === null) return null;
  const typed = { ...typedOverrides(options, cwd), project: projectGives(config, file) };
  let after = before;
  for (let round = 0; round < rounds; round++) {
    const { findings } = await readProtocol(
      new TextEncoder().encode(after),
      file,
      registry,
      typed,
      openingBelow(disk, root),
    );
    const edits = findings.flatMap(({ fix }) => (fix?.safe === true ? fix.edits : []));
    const next = applyEdits(after, file, edits);
    if (next === after) break;
    after = next;
  }
  return { before, after };
}

function decodedOrNull(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
