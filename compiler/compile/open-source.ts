/** Open source: a file that a text takes in, opened below the root by one handle. */
import { basename, dirname, join } from "node:path";
import { closest } from "../../blocks/contract/closest.ts";
import type { OpenSource } from "../document/sources.ts";
import { type Disk, namesIn } from "../store/disk.ts";
import { diskWords } from "./disk-words.ts";
import { BeyondSize, openedInside } from "./opened-inside.ts";
import { isInside } from "./root.ts";

/** Links are followed as far as the root goes. What cannot be had is said in words; nothing is thrown. */
export const openingBelow =
  (disk: Disk, root: string): OpenSource =>
  (path, most) => {
    const full = join(root, path);
    try {
      if (!isInside(disk, root, full)) return outside;
      const kind = disk.stands(full);
      if (kind === null) return { problem: missing(disk, full) };
      if (kind !== "file") return { problem: `it is a ${kind === "folder" ? "folder" : "pipe or a device"}` };
      const file = openedInside(disk, full, root, most);
      return file === null ? outside : { bytes: file.bytes };
    } catch (error) {
      return { problem: error instanceof BeyondSize ? error.message : diskWords(error) };
    }
  };

const outside = { problem: "it lies outside the folder of the project" };

function missing(disk: Disk, full: string): string {
  const folder = dirname(full);
  const near = disk.stands(folder) === "folder" ? closest(basename(full), namesIn(disk, folder)) : null;
  return `there is no such file${near === null ? "" : `; did you mean \`${near}\`?`}`;
}
