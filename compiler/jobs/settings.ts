/** Settings: what was typed when a job was submitted, as the specification keeps it, and as it is typed again. */
import { basename } from "node:path";
import type { JobSpec } from "../../schemas/job.ts";
import type { CompileOptions } from "../compile/options.ts";

type Settings = JobSpec["settings"];
/** Options of compile that a job may be submitted with. */
export type Typed = Pick<
  CompileOptions,
  "mode" | "seed" | "scheme" | "trust" | "qcOverride" | "set" | "inputs" | "reason"
>;

/** Where a file was given by name, its own name stands: where it lay is nobody's business. */
export function settingsOf(typed: Typed): Settings {
  const { mode, seed, scheme, trust, qcOverride, reason, set = [], inputs = [] } = typed;
  const options = { mode, seed, scheme, trust: trust === true ? "true" : undefined, qc_override: qcOverride, reason };
  return [
    ...Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }])),
    ...set.map((one) => ({ key: one.slice(0, one.indexOf("=")), value: one.slice(one.indexOf("=") + 1) })),
    ...inputs.map((one) => {
      const [, name, path] = /^([A-Za-z_][A-Za-z0-9_-]*)=(.*)$/s.exec(one) ?? [null, "", one];
      return { key: `inputs.${name}`, value: basename(path) };
    }),
  ];
}

/** The input that a setting gives a file for; null of another setting. A file without a name stands for the only input. */
export const inputOf = (key: string): string | null => /^inputs\.([A-Za-z0-9_-]*)$/.exec(key)?.[1] ?? null;

/** @param placeOf where the file of an input stands now, that was given by name */
export function optionsFrom(settings: Settings, placeOf: (name: string, file: string) => string): Typed {
  const of = (key: string): string | undefined => settings.findLast((one) => one.key === key)?.value;
  const isSet = ({ key }: Settings[number]): boolean =>
    !["mode", "seed", "scheme", "trust", "qc_override", "reason"].includes(key) && inputOf(key) === null;
  const set = settings.filter(isSet).map(({ key, value }) => `${key}=${value}`);
  const inputs = settings.flatMap(({ key, value }) => {
    const name = inputOf(key);
    return name === null ? [] : [name === "" ? placeOf(name, value) : `${name}=${placeOf(name, value)}`];
  });
  return {
    ...named("mode", of("mode")),
    ...named("seed", of("seed")),
    ...named("scheme", of("scheme")),
    ...(of("trust") === "true" ? { trust: true } : {}),
    ...named("qcOverride", of("qc_override")),
    ...named("reason", of("reason")),
    ...(set.length === 0 ? {} : { set }),
    ...(inputs.length === 0 ? {} : { inputs }),
  };
}

const named = <N extends string>(name: N, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [K in N]?: string };

/** As somebody types them behind `compile`. */
export const typedWords = (settings: Settings): readonly string[] =>
  settings.flatMap(({ key, value }) => {
    const name = inputOf(key);
    if (name !== null) return ["-i", name === "" ? value : `${name}=${value}`];
    if (key === "trust") return ["--trust"];
    if (["mode", "seed", "scheme", "reason"].includes(key)) return [`--${key}`, value];
    return key === "qc_override" ? ["--qc-override", value] : ["--set", `${key}=${value}`];
  });
