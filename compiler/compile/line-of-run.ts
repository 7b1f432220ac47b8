/** Line of a run: the register of a document is told that a run of it was signed or exported. */
import { join } from "node:path";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { registerFiles } from "../store/register-files.ts";
import { appendBoth, lineWriter, shortly, troubleOf } from "./register-writing.ts";
import { foldersAbove } from "./root.ts";
import type { World } from "./world.ts";

type Words =
  | { readonly event: "signed"; readonly role: string; readonly subject: string }
  | { readonly event: "exported"; readonly archive: string };

/** Adds a line where the register stands in a folder above the run; FS9706 where it does not, or cannot be written. */
export async function enterOfRun(
  { register, protocol_file, run_id }: Manifest,
  run: string,
  { event, ...words }: Words,
  world: World,
): Promise<readonly Finding[]> {
  const file = register?.file ?? null;
  const roots = foldersAbove(run).flatMap((one) => [join(one, "registers"), one]);
  const root = file === null ? undefined : roots.find((one) => world.disk.standsThere(join(one, file)) === "file");
  if (root === undefined || file !== `${protocol_file}.register.jsonl`) return [finding("FS9706", null, { event })];
  const path = join(root, protocol_file);
  const files = registerFiles(world.disk, world.env, root, path, protocol_file);
  try {
    return await files.alone(shortly(world), () => {
      const both = files.read();
      const writer = lineWriter(both.beside ?? both.copy, { path }, world);
      writer.add({ event, run_id, ...words });
      return appendBoth(files, both, writer.texts(), { isMade: false, isStrict: false, file: protocol_file });
    });
  } catch (error) {
    const found = troubleOf(error, protocol_file, false);
    if (found === null) throw error;
    return [found];
  }
}
