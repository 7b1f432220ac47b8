/** Config: a project's configuration read with positions, so that each mistake in it has its place. */
import type { OptionPath, Remark } from "../../blocks/contract/refusal.ts";
import { type Config, configSchema, ofDocuments } from "../../schemas/config.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding, Position } from "../diagnostics/finding.ts";
import { lines } from "../diagnostics/lines.ts";
import { translate } from "./issues.ts";
import { readText } from "./read.ts";
import { validate } from "./validate.ts";
import { parseYaml } from "./yaml.ts";

export const configName = "foodspec.config.yaml";

/** Empty where nothing is written; null where something is wrong with it. */
export function readConfig(
  bytes: Uint8Array,
  policy: Policy,
): {
  readonly config: Config | null;
  readonly findings: readonly Finding[];
} {
  // A file that marks a root and says nothing is as good as any.
  if (bytes.every((byte) => byte === 10 || byte === 13 || byte === 32)) return { config: {}, findings: [] };
  const read = readText(bytes, configName);
  if ("finding" in read) return { config: null, findings: [read.finding] };
  const own = lines(configName, read.text);
  const { yaml, findings } = parseYaml(read.text, {
    place: (start, end) => own.place(start, end),
    about: { pointer: "" },
  });
  if (yaml === null || findings.length > 0) return { config: null, findings };
  const written = yaml.value ?? {};
  const at = (path: OptionPath, part: "key" | "value"): Position => yaml.at(path, part) ?? own.place(0, 1);
  if (!isRecord(written))
    return { config: null, findings: [finding("FS1162", own.place(0, 1), { problem: "it is no mapping of keys" })] };
  const misplaced = Object.keys(written)
    .filter((key) => ofDocuments.includes(key))
    .map((key) => finding("FS1163", at([key], "key"), { key }, { pointer: [key] }));
  const { data, issues, value } = validate(configSchema, written, yaml.texts);
  const subject = { schema: configSchema, value, owner: configName, name: configName, at, block: null };
  const told = translate(issues, subject, yaml.spoilt)
    .filter(({ pointer }) => !misplaced.some((one) => one.pointer === pointer))
    .map(ofConfig);
  const all = [...misplaced, ...told, ...(data === null ? [] : policyFindings(data as Config, policy, at))];
  return all.length > 0 ? { config: null, findings: all } : { config: data as Config, findings: [] };
}

/** What the gates say of a policy. */
export interface Policy {
  findings(mode: "research", policy: NonNullable<Config["qc_policy"]>): readonly Remark[];
  projectFindings(policy: NonNullable<Config["qc_policy"]>): readonly Remark[];
}

/** A project asks for more than FoodSpec does, never for less: what asks for nothing is refused, too. */
function policyFindings(
  { qc_policy: asked = {} }: Config,
  policy: Policy,
  at: (path: OptionPath, part: "key" | "value") => Position,
): readonly Finding[] {
  const place = (option: OptionPath) => at(option, "value");
  const switchedOff = Object.entries(asked)
    .filter(([, value]) => value === false)
    .map(([field]) => {
      const problem = `\`${field}\` asks for nothing: leave it out`;
      return finding("FS1162", place(["qc_policy", field]), { problem }, { pointer: ["qc_policy", field] });
    });
  const told = policy
    .findings("research", asked)
    // Beyond a floor is said below, as of a project.
    .filter(({ code }) => code !== "FS7204")
    .map(({ code, facts, option = [] }) => {
      const said = finding(code, place(option), facts, { pointer: option });
      if (code === "FS7201")
        return { ...finding("FS1161", at(option, "key"), { ...facts, key: option.join(".") }), pointer: said.pointer };
      return ofConfig(said);
    });
  const looser = policy
    .projectFindings(asked)
    .map(({ code, facts, option = [] }) => finding(code, place(option), facts, { pointer: option }));
  return [...switchedOff, ...told, ...looser];
}

/** An unknown key and a wrong value have codes of their own here; what is wrong is said as of a document. */
function ofConfig(told: Finding): Finding {
  const { code, facts, pointer, position } = told;
  const coded = code === "FS2107" ? "FS1161" : "FS1162";
  return { ...finding(coded, position, { ...facts, problem: told.message }), pointer };
}
