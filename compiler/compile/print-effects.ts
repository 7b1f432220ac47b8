/** Print effects: what finding and starting a browser needs, from the effects of the command line. */
import type { PrintEffects } from "../print/candidates.ts";
import type { Effects } from "./effects.ts";
import { packageFolder } from "./package-files.ts";

/** `store`: where a browser that npm brings is unpacked. */
export const printEffects = ({ env, cwd, signal, err }: Effects, store: string): PrintEffects => ({
  env,
  cwd,
  store,
  signal,
  packageFolder,
  say: (sentence) => err(`${sentence}\n`),
});
