/** Overrides: what was typed, in the form the document's reader takes. */
import { resolve } from "node:path";
import type { Overrides } from "../document/parse.ts";
import type { CompileOptions } from "./options.ts";

/** Only options really typed are overrides. `NAME=PATH` names an input; a path alone stands for the only one. */
export function typedOverrides(options: CompileOptions, cwd: string): Overrides {
  const inputs = (options.inputs ?? []).map((typed) => {
    const [, name, path] = /^([A-Za-z_][A-Za-z0-9_-]*)=(.*)$/s.exec(typed) ?? [null, "", typed];
    return [name, resolve(cwd, path)];
  });
  return {
    mode: options.mode,
    seed: options.seed,
    scheme: options.scheme,
    trust: options.trust,
    ...(options.set === undefined ? {} : { set: options.set.map(keyAndValue) }),
    ...(inputs.length === 0 ? {} : { inputs: Object.fromEntries(inputs) }),
  };
}

function keyAndValue(typed: string): { key: string; value: string } {
  const at = typed.indexOf("=");
  return at === -1 ? { key: typed, value: "" } : { key: typed.slice(0, at), value: typed.slice(at + 1) };
}
