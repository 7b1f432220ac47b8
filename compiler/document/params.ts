/** Parameters: `= params.x` in the body of a block stands for the value under `params` in the front matter. */

import { closest } from "../../blocks/contract/closest.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { type About, finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";

export interface Param {
  readonly value: Json;
  /** Source text of a number. */
  readonly text?: string;
  /** True where the command line gave it. */
  readonly overridden: boolean;
}
export type Params = ReadonlyMap<string, Param>;

/**
 * What to put for a text that begins with `= `. `guarded` is the kind of a gate or trust block, whose options the command
 * line may not reach, by way of a parameter neither.
 */
export function replaceParams(params: Params, about: About, guarded: string | null) {
  return (
    source: string,
    position: Position,
    path: OptionPath,
  ): { readonly value: Json; readonly text?: string } | Finding => {
    const here = { ...about, pointer: path };
    const name = /^= +params\.([A-Za-z_][A-Za-z0-9_-]*) *$/.exec(source)?.[1];
    if (name === undefined) return finding("FS2112", position, { source }, here);
    const param = params.get(name);
    if (param === undefined) {
      const allowed = [...params.keys()];
      return finding("FS2111", position, { name, allowed, suggestion: closest(name, allowed) }, here);
    }
    if (guarded !== null && param.overridden) {
      const facts = { option: `--set params.${name}`, block: about.block ?? guarded, kind: guarded, param: name };
      return finding("FS1009", position, facts, here);
    }
    return { value: param.value, text: param.text };
  };
}
