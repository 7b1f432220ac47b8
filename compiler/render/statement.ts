/** Statement: what was controlled in a regulatory run that ended with 0, each control with its evidence. It claims nothing else. */
import type { Json } from "../../blocks/contract/values.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import { field } from "./arrange.ts";
import type { Assets } from "./assets.ts";
import { proseValue } from "./numbers.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { gateLines, type Section, shareWithInterval, trustLines, validationLines } from "./statement-parts.ts";

/** What of the outside a statement names. */
export interface StatementFacts {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Id of the model that is judged. */
  readonly primary: string;
  /** Thresholds the document chose looser than the default. */
  readonly loosened: readonly { readonly field: string; readonly value: number; readonly default: number }[];
  /** What stands in a JSON artifact of the run; null where there is none. */
  json(path: string): Json;
}

/** REGULATORY_COMPLIANCE_STATEMENT.txt of a run. */
export function statement(report: Report, facts: StatementFacts, assets: Assets): string {
  const { frontMatter } = report.protocol;
  const model = report.blocks.find(({ id }) => id === facts.primary) as ReportBlock;
  const sections: readonly Section[] = [
    ["Declared by the owner of the protocol", declared(report)],
    ["What this statement is about", about(report, facts)],
    ["Quality gates", gates(report, facts)],
    [`Validation of the model ${facts.primary}`, validationLines(model)],
    ["Trust", trustLines(trustOf(report, facts))],
    ["Limitations and fairness", fairness(report, facts, model)],
    ["Digests", digests(report)],
    ["About this program", report.disclaimers],
  ];
  const text = sections
    .map(([title, lines], i) => `${i + 1}. ${title}\n\n${lines.map((line) => `   ${line}`).join("\n")}`)
    .join("\n\n");
  const values: { readonly [name: string]: string } = {
    title: frontMatter.title,
    version: frontMatter.version,
    foodspec: report.facts.foodspecVersion,
    sections: text,
  };
  const template = assets.text("statements/regulatory.txt").replaceAll("\r\n", "\n");
  return visible(template.replace(/\{\{([a-z]+)\}\}/g, (_, name: string) => values[name])).replaceAll("\u00a0", " ");
}

function declared({ protocol }: Report): readonly string[] {
  const { standard = "", use_case = "" } = protocol.frontMatter.claims ?? {};
  return [
    `Standard the owner works to: ${standard}`,
    `Use the owner declares: ${use_case}`,
    "Both are the owner's words. FoodSpec has not checked the method against the standard.",
  ];
}

function about({ protocol, facts, mode, overrides }: Report, { time }: StatementFacts): readonly string[] {
  const authors = protocol.frontMatter.authors.map(({ name, role }) => `${name} (${role})`);
  return [
    `Time of generation: ${time}`,
    `Content digest of the run: ${hex(facts.digest)}`,
    `Protocol: ${protocol.file}, SHA-256 ${hex(facts.protocolDigest)}`,
    ...(authors.length === 0 ? [] : [`Named in the protocol: ${authors.join(", ")}`]),
    `Mode: ${mode}; seed ${facts.seed}`,
    ...(overrides.length === 0
      ? ["Nothing was changed on the command line."]
      : overrides.map(
          ({ key, original, override }) =>
            `Changed on the command line: ${key} from ${JSON.stringify(original)} to ${JSON.stringify(override)}`,
        )),
  ];
}

function gates(report: Report, { loosened }: StatementFacts): readonly string[] {
  const own = report.gates.flatMap(({ outcome, block }) => (block === null ? [] : gateLines(outcome, block)));
  const looser = loosened.map(({ field, value, default: preset }) => `   ${field}: ${value} (default ${preset})`);
  return [
    ...own,
    ...(looser.length === 0
      ? ["Thresholds looser than the default: none."]
      : ["Thresholds that the protocol chose looser than the default:", ...looser]),
  ];
}

/** The trust block on the primary model: the one that starts from it, by its artifacts. */
function trustOf(report: Report, { json }: StatementFacts) {
  const block = report.blocks.find(({ chapter }) => chapter === "trust");
  const artifact = (name: string) => {
    const path = Object.keys(block?.artifacts ?? {}).find((one) => one.endsWith(`/${name}_artifact.json`));
    return path === undefined ? null : json(path);
  };
  return {
    id: block?.id ?? "",
    calibration: artifact("calibration"),
    conformal: artifact("conformal"),
    abstention: artifact("abstention"),
  };
}

/** Performance by class, batch and instrument, then what the owner says the result does not show. */
function fairness(report: Report, facts: StatementFacts, model: ReportBlock): readonly string[] {
  const { conformal } = trustOf(report, facts);
  const byClass = Object.entries((field(model.results, "by_class") ?? {}) as { readonly [name: string]: Json }).map(
    ([name, of]) =>
      `   ${name}: recall ${shareWithInterval(of, "recall")}, ${proseValue(field(of, "n"), null)} samples`,
  );
  const groups = (title: string, name: string, none: string): readonly string[] => {
    const of = Object.entries((field(conformal, name) ?? {}) as { readonly [group: string]: Json });
    if (of.length === 0) return [none];
    return [
      title,
      ...of.map(([group, one]) => {
        const [n, accuracy] = [Number(field(one, "n")), field(one, "accuracy")];
        // Counts, for a share of few samples would say more than they show.
        const right = typeof accuracy === "number" ? `, ${Math.round(accuracy * n)} predicted right` : "";
        return `   ${group}: ${n} samples${right}, coverage ${shareWithInterval(one, "coverage")}`;
      }),
    ];
  };
  const limitations = report.protocol.frontMatter.claims?.limitations ?? [];
  return [
    ...(byClass.length === 0 ? [] : ["By class:", ...byClass]),
    ...groups("By batch (of the recipe that trust judges):", "by_batch", "By batch: no batch was declared."),
    ...groups(
      "By instrument (of the recipe that trust judges):",
      "by_instrument",
      "By instrument: no instrument was declared, so nothing is known of another one.",
    ),
    "Limitations the owner declares:",
    ...limitations.map((line) => `   - ${line}`),
  ];
}

function digests({ inputs, blocks }: Report): readonly string[] {
  const evidence = blocks
    .filter(({ gives, isGate, chapter }) => gives === "model" || isGate || chapter === "trust")
    .flatMap(({ artifacts }) => Object.entries(artifacts).filter(([path]) => /(?<!folds_\d+)\.json$/.test(path)));
  return [
    ...inputs.map(({ name, path, sha256 }) => `input ${name}, ${path}: ${hex(sha256)}`),
    ...evidence.map(([path, digest]) => `${path}: ${hex(digest)}`),
    "Every other file of the run stands with its digest in manifest.json; `foodspec verify RUN` checks them all.",
  ];
}

const hex = (digest: string): string => digest.replace(/^sha256:/, "");
