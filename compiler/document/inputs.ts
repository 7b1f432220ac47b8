/** Inputs: names that blocks use, that the front matter declares, and that the command line gives files for. */

import { closest } from "../../blocks/contract/closest.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import { dictionary, own } from "../../schemas/dictionary.ts";
import type { FrontMatter } from "../../schemas/front-matter.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Override } from "./overrides.ts";
import type { ProtocolBlock } from "./protocol.ts";

export interface InputNames {
  readonly inputs: { readonly [name: string]: string };
  readonly overrides: readonly Override[];
  readonly findings: readonly Finding[];
}

/**
 * `given` holds paths by name, "" for one without a name: it stands for the only input there is. A path from the command
 * line is never recorded, only the file's name.
 */
export function readInputNames(
  frontMatter: FrontMatter | null,
  blocks: readonly ProtocolBlock[],
  given: { readonly [name: string]: string },
): InputNames {
  if (frontMatter === null) return { inputs: given, overrides: [], findings: [] };
  const declared = Object.keys(frontMatter.inputs);
  const used = blocks.flatMap(declaredInputs);
  const names = [...new Set([...declared, ...used])];
  const findings: Finding[] = [];
  const inputs = dictionary<string>();
  const overrides: Override[] = [];
  for (const [typed, path] of Object.entries(given)) {
    const name = typed === "" && names.length === 1 ? names[0] : typed;
    if (name === "") findings.push(finding("FS1008", null, { count: names.length, allowed: names }));
    else if (!names.includes(name))
      findings.push(finding("FS1007", null, { name, allowed: names, suggestion: closest(name, names) }));
    else {
      inputs[name] = path;
      const original = own(frontMatter.inputs, name)?.path ?? null;
      overrides.push({
        key: `inputs.${name}`,
        original,
        override: path.replaceAll("\\", "/").split("/").pop() ?? path,
      });
    }
  }
  for (const block of blocks) {
    for (const name of declaredInputs(block)) {
      if (declared.includes(name) || Object.hasOwn(inputs, name)) continue;
      const path = pathTo(block.options, name) ?? [];
      const facts = { name, allowed: declared, suggestion: closest(name, declared) };
      findings.push(finding("FS2116", block.at(path), facts, { block: block.id, pointer: path }));
    }
  }
  return { inputs, overrides, findings };
}

/** Inputs that a block has from the front matter: not the files its own options name. */
export function declaredInputs({ kind, options }: ProtocolBlock): readonly string[] {
  const own = (kind.files?.(options) ?? []).map(({ input }) => input);
  return kind.inputs(options).filter((name) => !own.includes(name));
}

/** Where in the options a text stands, as a value or else as a key. */
const pathTo = (options: Json, wanted: string): OptionPath | null =>
  pathThat(options, (_, value) => value === wanted) ?? pathThat(options, (key) => key === wanted);

function pathThat(options: Json, isIt: (key: string | number, value: Json) => boolean): OptionPath | null {
  if (typeof options !== "object" || options === null) return null;
  const children: [string | number, Json | undefined][] = Array.isArray(options)
    ? options.map((child, i) => [i, child])
    : Object.entries(options);
  for (const [step, child] of children) {
    if (child === undefined) continue;
    if (isIt(step, child)) return [step];
    const rest = pathThat(child, isIt);
    if (rest !== null) return [step, ...rest];
  }
  return null;
}
