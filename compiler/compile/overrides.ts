/** Overrides: what was typed, in the form the document's reader takes. */
import { resolve } from "node:path";
import type { Override, Overrides } from "../document/parse.ts";
import type { RunContent } from "../run/types.ts";
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

/** `KEY=VALUE` as it was typed. */
export function keyAndValue(typed: string): { key: string; value: string } {
  const at = typed.indexOf("=");
  return at === -1 ? { key: typed, value: "" } : { key: typed.slice(0, at), value: typed.slice(at + 1) };
}

/** Overrides as they are recorded, that of the gates with its reason. */
export function recordedOverrides(
  prepared: { readonly overrides: readonly Override[] },
  options: CompileOptions,
): RunContent["overrides"] {
  const { reason = null } = options;
  const typed = prepared.overrides.map(({ key, original, override }) => ({ key, original, override, reason }));
  if (options.trust === true) typed.push({ key: "trust", original: false, override: true, reason });
  if (options.qcOverride === undefined) return typed;
  return [...typed, { key: "qc_override", original: false, override: true, reason: options.qcOverride }];
}
