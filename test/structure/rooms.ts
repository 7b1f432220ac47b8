/** Rooms: the folders of the sources by their floor, as the architecture page draws them and the imports keep them. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources.ts";

/** A kind is a folder of blocks/ with its declaration in it. */
const kinds = readdirSync(join(root, "blocks"))
  .filter((name) => existsSync(join(root, "blocks", name, "block.ts")))
  .sort();

/**
 * Every room by its floor, the ground first: a room imports rooms of lower floors only. The kinds are one floor, and none
 * imports another.
 */
export const floors: readonly (readonly string[])[] = [
  ["schemas"],
  ["blocks/contract"],
  ["blocks/methods"],
  ["blocks/charts"],
  kinds.map((name) => `blocks/${name}`),
  ["blocks/registry.ts", "blocks/findings.ts", "blocks/alone.ts"],
  ["compiler/store", "compiler/diagnostics", "compiler/language"],
  ["compiler/verify", "compiler/prose", "compiler/draw"],
  ["compiler/seal"],
  ["compiler/document"],
  ["compiler/plan"],
  ["compiler/run"],
  ["compiler/render"],
  ["compiler/compile"],
  ["compiler/exchange", "compiler/review"],
  ["compiler/jobs"],
  ["compiler/serve"],
  // What the World carries: compiling knows what it asks of a printer and of workers, never which ones answer.
  ["compiler/print", "compiler/workers", "compiler/engines"],
  ["compiler/cli"],
];
export const rooms = floors.flat();
export const floorOf = (room: string): number => floors.findIndex((all) => all.includes(room));

/** The room of a file, by its path below the root. */
export const roomOf = (path: string): string => {
  const [first, second] = path.split("/");
  return first === "blocks" || first === "compiler" ? `${first}/${second}` : first;
};
