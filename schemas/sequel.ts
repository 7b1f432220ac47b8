/** Sequel: a run folder of the content of another run and a file more; which files these may be. */
import { openingPath } from "./lockbox.ts";
import { candidatesPath } from "./study.ts";

/** Files by which a sequel is more than the run as compiled. */
const sequelPaths: readonly string[] = [openingPath, candidatesPath];

/** Files of a run as compiled: without those that make a sequel of it. */
export const filesAsCompiled = <T>(files: { readonly [path: string]: T }): { [path: string]: T } =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !sequelPaths.includes(path)));
