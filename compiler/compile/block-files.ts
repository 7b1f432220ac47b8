/** Block files: files that blocks name in their own options — inside the root, and each the one that was pinned. */

import { basename, dirname, join } from "node:path";
import { closest } from "../../blocks/contract/closest.ts";
import type { NamedFile } from "../../blocks/contract/kind.ts";
import type { InputFile } from "../../blocks/contract/running.ts";
import { dictionary } from "../../schemas/dictionary.ts";
import { runLimits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Protocol, ProtocolBlock } from "../document/protocol.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import { type Disk, namesIn } from "../store/disk.ts";
import { diskWords } from "./disk-words.ts";
import type { ReadInputs } from "./inputs.ts";
import { BeyondSize, openedInside } from "./opened-inside.ts";
import { isInside, slashes } from "./root.ts";

/** Reads the files every block names; what cannot be had, or is another one, is a finding. */
export function readBlockFiles(
  disk: Disk,
  protocol: Protocol,
  document: string,
  root: string,
): Pick<ReadInputs, "files" | "findings"> {
  const folder = dirname(disk.realPath(document));
  const findings: Finding[] = [];
  const files = dictionary<readonly InputFile[]>();
  for (const block of protocol.blocks) {
    for (const named of block.kind.files?.(block.options) ?? []) {
      const read = readOne(disk, block, named, folder, root);
      if ("code" in read) findings.push(read);
      else files[named.input] = [read];
    }
  }
  return { files, findings };
}

function readOne(disk: Disk, block: ProtocolBlock, { path, sha256, option }: NamedFile, folder: string, root: string) {
  const say = (code: string, key: string, facts: Finding["facts"]): Finding => {
    const pointer = [...option, key];
    return finding(
      code,
      block.at(pointer),
      { id: block.id, path: slashes(path), ...facts },
      { block: block.id, pointer },
    );
  };
  const full = join(folder, path);
  if (/^([A-Za-z]:|[\\/])/.test(path) || !isInside(disk, root, full)) return say("FS5606", "path", {});
  if (disk.stands(full) !== "file") {
    const suggestion = closest(basename(path), namesIn(disk, dirname(full)));
    return say("FS5605", "path", { suggestion });
  }
  try {
    const file = openedInside(disk, full, root, runLimits.jsonBytes);
    if (file === null) return say("FS5606", "path", {});
    const { bytes } = file;
    const digest = digestOf(bytes);
    const wanted = sha256.replace(/^sha256:/, "");
    if (hexOf(digest) !== wanted) return say("FS5607", "sha256", { found: hexOf(digest), wanted });
    return { path: slashes(path), bytes, digest };
  } catch (error) {
    return say("FS5608", "path", { problem: error instanceof BeyondSize ? error.message : diskWords(error) });
  }
}
