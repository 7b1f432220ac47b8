/** Files for: what an opening reads: the inputs of the run, and the sealed file that the run did not open. */
import { basename, dirname, join, resolve } from "node:path";
import type { InputFile } from "../../../blocks/contract/running.ts";
import { dataLimits } from "../../../schemas/limits.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { besideDocument, type InputOfRun, inputsOfRun } from "../../compile/inputs-of-run.ts";
import { openedInside } from "../../compile/opened-inside.ts";
import { foldersAbove, isBelow, isInside } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { digestOf, hexOf } from "../../store/digest.ts";
import type { RunToOpen } from "./run-to-open.ts";

export interface FilesFor {
  readonly inputs: readonly InputOfRun[];
  /** Null where the rows lie in a file that the run read. */
  readonly sealed: InputFile | null;
}

/** @param given the sealed file, as typed */
export function filesFor(
  { manifest, folder, path, at, files: found }: RunToOpen,
  given: string | undefined,
  world: World,
): FilesFor | { readonly findings: readonly Finding[] } {
  const near = found?.near ?? at?.near ?? besideDocument(path, world.disk);
  const { files, findings } = inputsOfRun(manifest, near, found?.given ?? [], world);
  if (findings.length > 0) return { findings };
  const unopened = manifest.inputs.find(({ size_bytes }) => size_bytes === null);
  if (unopened === undefined) {
    const problem = "has no lockbox in a file that nobody opened: there is nothing for `--input` to give";
    return given === undefined
      ? { inputs: files, sealed: null }
      : { findings: [finding("FS7502", null, { run: folder.name, problem })] };
  }
  const sealed = given === undefined ? beside(unopened, manifest, path, world) : typed(unopened, given, world);
  return "code" in sealed ? { findings: [sealed] } : { inputs: files, sealed };
}

type Unopened = Manifest["inputs"][number];

function typed({ name, path, sha256 }: Unopened, given: string, { disk, cwd }: World): InputFile | Finding {
  try {
    const file = openedInside(disk, resolve(cwd, given), null, dataLimits.fileBytes);
    const found = digestOf(file?.bytes ?? "");
    if (file === null || found !== sha256)
      return finding("FS3903", null, { name, path: basename(given), found: hexOf(found), wanted: hexOf(sha256) });
    return { path, bytes: file.bytes, digest: sha256 };
  } catch (error) {
    return finding("FS3902", null, { name, path: basename(given), problem: diskWords(error) });
  }
}

/** Where the document names it, below the root. Another file there is told of: it is not what was sealed. */
function beside({ name, path, sha256 }: Unopened, { protocol_file }: Manifest, run: string, { disk }: World) {
  const absent = finding("FS7503", null, { name, path, digest: hexOf(sha256) });
  if (/^([A-Za-z]:|[\\/])/.test(path)) return absent;
  for (const root of foldersAbove(run)) {
    const place = join(root, dirname(protocol_file), path);
    if (!isBelow(root, place) || disk.stands(place) !== "file" || !isInside(disk, root, disk.realPath(place))) continue;
    const file = openedInside(disk, place, root, dataLimits.fileBytes);
    if (file === null) continue;
    const found = digestOf(file.bytes);
    if (found === sha256) return { path, bytes: file.bytes, digest: sha256 };
    return finding("FS3903", null, { name, path, found: hexOf(found), wanted: hexOf(sha256) });
  }
  return absent;
}
