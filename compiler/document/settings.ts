/** Settings: the front matter after overrides, checked, in the form kinds may read. */
import type { z } from "zod";
import type { SchemeSpec } from "../../blocks/contract/model.ts";
import type { OptionPath } from "../../blocks/contract/refusal.ts";
import type { DocumentSettings } from "../../blocks/contract/running.ts";
import { type FrontMatter, frontMatterSchema } from "../../schemas/front-matter.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { tagged } from "../../schemas/tagged.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import { translate } from "./issues.ts";
import type { Applied } from "./overrides.ts";
import { validate } from "./validate.ts";

/** Schemas of the schemes' options, by name. */
export interface Schemes {
  readonly [name: string]: z.ZodType;
}

export interface ReadSettings {
  readonly frontMatter: FrontMatter;
  readonly settings: DocumentSettings;
}

type At = (path: OptionPath, part: "key" | "value") => Position;

/** Null where there is an error. What an override got wrong is the command line's error, not the document's. */
export function readSettings(
  applied: Applied,
  schemes: Schemes,
  at: At,
): { readonly read: ReadSettings | null; readonly findings: readonly Finding[] } {
  const schema = schemaWith(schemes);
  const written = withMode(applied.value as Mapping);
  const { data, issues, value } = validate(schema, written, applied.texts);
  const subject = { schema, value, owner: "the front matter", name: "the front matter", at, block: null };
  const findings = translate(issues, subject, applied.spoilt)
    .map(formatVersion)
    .map((found) => blameOption(found, applied));
  if (data === null) return { read: null, findings };
  const parsed = data as z.output<Whole>;
  const scheme: SchemeSpec | null =
    parsed.scheme === undefined
      ? null
      : { name: parsed.scheme.name, options: parsed.scheme.options as SchemeSpec["options"] };
  const frontMatter = { ...parsed, scheme: written.scheme } as FrontMatter;
  const { mode, qc_policy, approved_models, drift_policy, as_of = null } = frontMatter;
  return {
    read: { frontMatter, settings: { mode, scheme, qc_policy, approved_models, drift_policy, as_of } },
    findings: claims(frontMatter, at),
  };
}

type Whole = ReturnType<typeof extended>;
const extended = (schemes: Schemes) => frontMatterSchema.extend({ scheme: tagged(schemes).optional() });
const bySchemes = new WeakMap<Schemes, Whole>();

/** Made once a table of schemes: zod compiles a schema when it is first used. */
function schemaWith(schemes: Schemes): Whole {
  const schema = bySchemes.get(schemes) ?? extended(schemes);
  bySchemes.set(schemes, schema);
  return schema;
}

type Mapping = { readonly [key: string]: Json };

/** The mode in any case. */
const withMode = (value: Mapping): Mapping =>
  typeof value.mode === "string" ? { ...value, mode: value.mode.trim().toLowerCase() } : value;

/** `foodspec: 2` is a newer format, not a wrong choice. */
function formatVersion(found: Finding): Finding {
  if (found.pointer !== "/foodspec") return found;
  return finding("FS2016", found.position, { value: found.facts.value ?? "another" }, { pointer: "/foodspec" });
}

function blameOption(found: Finding, { options }: Applied): Finding {
  const guilty = [...options].find(
    ([pointer]) => found.pointer === pointer || found.pointer?.startsWith(`${pointer}/`) === true,
  );
  if (guilty === undefined) return found;
  const [, option] = guilty;
  if (found.code === "FS2107") {
    const allowed = found.facts.allowed ?? null;
    return finding(
      "FS1004",
      null,
      { key: option.replace("--set ", ""), allowed, suggestion: found.facts.suggestion ?? null },
      { pointer: found.pointer },
    );
  }
  return finding(
    "FS1006",
    null,
    { option, problem: found.message, suggestion: null, advice: found.help[0] },
    { pointer: found.pointer },
  );
}

/** Regulatory mode asks the owner to declare three things; a document that says nothing cannot be approved by anybody. */
function claims({ mode, claims: declared }: FrontMatter, at: At): Finding[] {
  if (mode !== "regulatory") return [];
  const missing = (["standard", "use_case", "limitations"] as const).filter((field) => declared?.[field] === undefined);
  if (missing.length === 0) return [];
  const path = declared === undefined ? ["mode"] : ["claims"];
  return [finding("FS2017", at(path, "key"), { missing }, { pointer: path })];
}
