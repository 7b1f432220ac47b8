/** Statement: what was controlled in a regulatory run that ended with 0, each control with its evidence. It claims nothing else. */
import type { Json } from "../../blocks/contract/values.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import type { Run, RunBlock } from "../run/types.ts";
import { digestOf } from "../store/digest.ts";
import { field } from "./arrange.ts";
import type { Assets } from "./assets.ts";
import { disclaimers } from "./disclaimer.ts";
import { proseValue } from "./numbers.ts";
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
export function statement(run: Run, facts: StatementFacts, assets: Assets): string {
  const { frontMatter } = run.protocol;
  const model = run.blocks.find(({ block }) => block.id === facts.primary) as RunBlock;
  const sections: readonly Section[] = [
    ["Declared by the owner of the protocol", declared(run)],
    ["What this statement is about", about(run, facts)],
    ["Quality gates", gates(run, facts)],
    [`Validation of the model ${facts.primary}`, validationLines(model)],
    ["Trust", trustLines(trustOf(run, facts))],
    ["Limitations and fairness", fairness(run, facts, model)],
    ["Digests", digests(run)],
    ["About this program", disclaimers(run)],
  ];
  const text = sections
    .map(([title, lines], i) => `${i + 1}. ${title}\n\n${lines.map((line) => `   ${line}`).join("\n")}`)
    .join("\n\n");
  const values: { readonly [name: string]: string } = {
    title: frontMatter.title,
    version: frontMatter.version,
    foodspec: run.foodspecVersion,
    sections: text,
  };
  const template = assets.text("statements/regulatory.txt").replaceAll("\r\n", "\n");
  return visible(template.replace(/\{\{([a-z]+)\}\}/g, (_, name: string) => values[name])).replaceAll("\u00a0", " ");
}

function declared({ protocol }: Run): readonly string[] {
  const { standard = "", use_case = "" } = protocol.frontMatter.claims ?? {};
  return [
    `Standard the owner works to: ${standard}`,
    `Use the owner declares: ${use_case}`,
    "Both are the owner's words. FoodSpec has not checked the method against the standard.",
  ];
}

function about(run: Run, { time }: StatementFacts): readonly string[] {
  const { protocol, content } = run;
  const authors = protocol.frontMatter.authors.map(({ name, role }) => `${name} (${role})`);
  return [
    `Time of generation: ${time}`,
    `Content digest of the run: ${hex(content.digest)}`,
    `Protocol: ${protocol.file}, SHA-256 ${hex(digestOf(protocol.bytes))}`,
    ...(authors.length === 0 ? [] : [`Named in the protocol: ${authors.join(", ")}`]),
    `Mode: ${protocol.settings.mode}; seed ${protocol.seed}`,
    ...(content.overrides.length === 0
      ? ["Nothing was changed on the command line."]
      : content.overrides.map(
          ({ key, original, override }) =>
            `Changed on the command line: ${key} from ${JSON.stringify(original)} to ${JSON.stringify(override)}`,
        )),
  ];
}

function gates(run: Run, { loosened }: StatementFacts): readonly string[] {
  const own = run.content.gates.flatMap((gate) => {
    const block = run.blocks.find((one) => one.block.id === gate.block);
    return block === undefined ? [] : gateLines(gate, block);
  });
  const looser = loosened.map(({ field, value, default: preset }) => `   ${field}: ${value} (default ${preset})`);
  return [
    ...own,
    ...(looser.length === 0
      ? ["Thresholds looser than the default: none."]
      : ["Thresholds that the protocol chose looser than the default:", ...looser]),
  ];
}

/** The trust block on the primary model: the one that starts from it, by its artifacts. */
function trustOf(run: Run, { json }: StatementFacts) {
  const block = run.blocks.find(({ block }) => block.kind.stage === "trust");
  const artifact = (name: string) => {
    const path = Object.keys(block?.artifacts ?? {}).find((one) => one.endsWith(`/${name}_artifact.json`));
    return path === undefined ? null : json(path);
  };
  return {
    id: block?.block.id ?? "",
    calibration: artifact("calibration"),
    conformal: artifact("conformal"),
    abstention: artifact("abstention"),
  };
}

/** Performance by class, batch and instrument, then what the owner says the result does not show. */
function fairness(run: Run, facts: StatementFacts, model: RunBlock): readonly string[] {
  const { conformal } = trustOf(run, facts);
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
  const limitations = run.protocol.frontMatter.claims?.limitations ?? [];
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

function digests({ content, blocks }: Run): readonly string[] {
  const evidence = blocks
    .filter(({ block }) => block.kind.gives === "model" || block.kind.role === "gate" || block.kind.stage === "trust")
    .flatMap(({ artifacts }) => Object.entries(artifacts).filter(([path]) => /(?<!folds_\d+)\.json$/.test(path)));
  return [
    ...content.inputs.map(({ name, path, sha256 }) => `input ${name}, ${path}: ${hex(sha256)}`),
    ...evidence.map(([path, digest]) => `${path}: ${hex(digest)}`),
    "Every other file of the run stands with its digest in manifest.json; `foodspec verify RUN` checks them all.",
  ];
}

const hex = (digest: string): string => digest.replace(/^sha256:/, "");
