/** Project gives: what a project's configuration says for a document, in that document's terms, and what it took of it. */
import { posix } from "node:path";
import { registry } from "../../blocks/registry.ts";
import { type Config, type Given, givenSchema } from "../../schemas/config.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { ProjectGives } from "../document/project.ts";
import type { Protocol } from "../document/protocol.ts";

/** @param file the document's path from the root, with forward slashes: paths of the project are made relative to it */
export function projectGives({ inputs = {}, axis, authors, laboratory, lang }: Config, file: string): ProjectGives {
  const here = (path: string): string => posix.relative(posix.dirname(file), path);
  const moved = Object.entries(inputs).map(([name, { path, ...rest }]) => [
    name,
    { ...rest, path: typeof path === "string" ? here(path) : path.map(here) },
  ]);
  const letterhead = laboratory?.logo === undefined ? laboratory : { ...laboratory, logo: here(laboratory.logo) };
  const fields = { authors, laboratory: letterhead, lang };
  return {
    inputs: Object.fromEntries(moved),
    fields: said(fields),
    options: said({ axis }),
  };
}

const said = (of: { readonly [name: string]: unknown }) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    readonly [name: string]: Json;
  };

export interface UnderProject {
  readonly protocol: Protocol;
  /** FS1164. */
  readonly findings: readonly Finding[];
  readonly gave: Given;
}

/** The protocol with the project's thresholds where it says none as strict, and all that the project gave. */
export function underProject(protocol: Protocol, config: Config, taken: readonly string[]): UnderProject {
  const { settings, frontMatter } = protocol;
  const { policy, given, remarks } = registry.policy.underProject(config.qc_policy ?? {}, settings.qc_policy);
  const findings = remarks.map(({ code, facts, option = [] }) =>
    finding(code, protocol.frontMatterAt(option), facts, { pointer: option }),
  );
  const gave = givenBy(config, taken, given);
  if (given.length === 0) return { protocol, findings, gave };
  const held = {
    settings: { ...settings, qc_policy: policy },
    frontMatter: { ...frontMatter, qc_policy: policy as Protocol["frontMatter"]["qc_policy"] },
    written: { ...protocol.written, qc_policy: policy as Json },
  };
  return { protocol: { ...protocol, ...held }, findings, gave };
}

/** As the configuration has it, so that it can be laid beside the document again. */
function givenBy(config: Config, taken: readonly string[], fields: readonly string[]): Given {
  const { inputs = {}, qc_policy = {}, axis, authors, laboratory, lang } = config;
  const names = Object.keys(inputs).filter((name) => taken.includes(`inputs.${name}`));
  const isTaken = (key: string): boolean => taken.includes(key);
  return givenSchema.parse({
    ...(names.length === 0 ? {} : { inputs: Object.fromEntries(names.map((name) => [name, own(inputs, name)])) }),
    ...(taken.some((one) => one.endsWith(".axis")) ? { axis } : {}),
    ...(isTaken("authors") ? { authors } : {}),
    ...(isTaken("laboratory") ? { laboratory } : {}),
    ...(isTaken("lang") ? { lang } : {}),
    ...(fields.length === 0
      ? {}
      : { qc_policy: Object.fromEntries(fields.map((field) => [field, own(qc_policy, field)])) }),
  });
}
