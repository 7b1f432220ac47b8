/** Line of a run: the register of a document is told that a run of it was signed or exported. */
import { join } from "node:path";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type RegisterFiles, registerFiles } from "../store/register-files.ts";
import { appendBoth, lineWriter, shortly, troubleOf } from "./register-writing.ts";
import { foldersAbove } from "./root.ts";
import type { World } from "./world.ts";

type Words =
  | { readonly event: "signed"; readonly role: string; readonly subject: string }
  | { readonly event: "exported"; readonly archive: string };

/**
 * Adds a line to the register of the document: the one in a folder above the run, of a run that only the state folder knows its
 * copy there. FS9706 where neither is found, or it cannot be written.
 */
export async function enterOfRun(
  { register, protocol_file, run_id }: Manifest,
  run: string,
  { event, ...words }: Words,
  world: World,
): Promise<readonly Finding[]> {
  const file = register?.file ?? null;
  try {
    const found =
      file === null ? ofState(protocol_file, run_id, run, world) : besideDocument(protocol_file, file, run, world);
    if (found === null) return [finding("FS9706", null, { event })];
    return await found.files.alone(shortly(world), () => {
      const both = found.files.read();
      const writer = lineWriter(both.beside ?? both.copy, { path: found.path }, world);
      writer.add({ event, run_id, ...words });
      return appendBoth(found.files, both, writer.texts(), { isMade: false, isStrict: false, file: protocol_file });
    });
  } catch (error) {
    const found = troubleOf(error, protocol_file, false);
    if (found === null) throw error;
    return [found];
  }
}

interface Found {
  readonly files: RegisterFiles;
  /** Absolute: the document. */
  readonly path: string;
}

function besideDocument(document: string, file: string, run: string, world: World): Found | null {
  const roots = foldersAbove(run).flatMap((one) => [join(one, "registers"), one]);
  const root = roots.find((one) => world.disk.standsThere(join(one, file)) === "file");
  return root === undefined || file !== `${document}.register.jsonl` ? null : filesOf(root, document, world);
}

/** The copies are told apart by root and document: of the folders above the run, the root is that whose copy knows the run. */
function ofState(document: string, id: string, run: string, world: World): Found | null {
  const all = foldersAbove(run).map((root) => filesOf(root, document, world));
  return (
    all.find(({ files }) => files.hasCopy && files.read().copy.lines.some(({ value }) => value.run_id === id)) ?? null
  );
}

function filesOf(root: string, document: string, world: World): Found {
  const path = join(root, document);
  return { path, files: registerFiles(world.disk, world.env, root, path, document) };
}
