/** Statement: what was controlled in a regulatory run that ended with 0, each control with its evidence. It claims nothing else. */

import type { AcceptedCheck } from "../../blocks/contract/design.ts";
import type { Evidence } from "../../blocks/contract/evidence.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";
import type { Assets } from "./assets.ts";
import { acceptedText } from "./beside.ts";
import { choiceTexts } from "./choice-sentence.ts";
import { plainWords } from "./inline-words.ts";
import { identityFacts } from "./letterhead.ts";
import { lockboxTexts } from "./lockbox-sentence.ts";
import { reuseText } from "./provenance.ts";
import { registerText } from "./register-sentence.ts";
import type { Report } from "./report.ts";
import { evidenceText, gateLines, type Section } from "./statement-parts.ts";

/** What of the outside a statement names. */
export interface StatementFacts {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Ids of the models that are judged: one, or one a target. */
  readonly primaries: readonly string[];
  /** Thresholds the document chose looser than the default. */
  readonly loosened: readonly { readonly field: string; readonly value: number; readonly default: number }[];
  /** Checks that the document lets fail. */
  readonly accepted: readonly AcceptedCheck[];
}

/** REGULATORY_COMPLIANCE_STATEMENT.txt of a run. */
export function statement(report: Report, facts: StatementFacts, assets: Assets): string {
  const { frontMatter } = report.protocol;
  const models = evidenceIn(report, (id) => facts.primaries.includes(id));
  const others = othersOf(report, facts.primaries);
  const sections: readonly Section[] = [
    ["Declared by the owner of the protocol", declared(report)],
    ["What this statement is about", about(report, facts)],
    ["Quality gates", gates(report, facts)],
    ...[...models, ...others].map(({ title, lines }): Section => [title, lines.map(evidenceText)]),
    ["Limitations and fairness", fairness(report, models, others, facts.accepted)],
    ["Digests", digests(report)],
    ["About this program", report.disclaimers],
  ];
  const text = sections
    .map(([title, lines], i) => `${i + 1}. ${title}\n\n${lines.map((line) => `   ${line}`).join("\n")}`)
    .join("\n\n");
  const values: { readonly [name: string]: string } = {
    title: plainWords(report.protocol, frontMatter.title),
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

function about(report: Report, { time, primaries }: StatementFacts): readonly string[] {
  const { protocol, facts, mode, overrides, blocks, circumstances } = report;
  const tried = blocks.flatMap(({ id, tried: words }) =>
    primaries.includes(id) && words !== null ? [`Model ${id}: ${words}`] : [],
  );
  const register = registerText(report);
  const authors = protocol.frontMatter.authors.map(({ name, role }) => `${name} (${role})`);
  return [
    `Time of generation: ${time}`,
    ...(register === null ? [] : [register]),
    ...choiceTexts(report),
    ...lockboxTexts(report),
    `Content digest of the run: ${hex(facts.digest)}`,
    `Protocol: ${protocol.file}, SHA-256 ${hex(facts.protocolDigest)}`,
    ...(authors.length === 0 ? [] : [`Named in the protocol: ${authors.join(", ")}`]),
    ...identityFacts(protocol.frontMatter, "en").map(([term, value]) => `${term}: ${value}`),
    `Mode: ${mode}; seed ${facts.seed}`,
    ...tried,
    ...(circumstances?.triedInStore == null ? [] : [circumstances.triedInStore.words]),
    ...(circumstances === null ? [] : [`Blocks: ${reuseText(blocks)}`]),
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
  const looser = loosened.map(({ field, value, default: preset }) => `   \`${field}\`: ${value} (default ${preset})`);
  return [
    ...own,
    ...(looser.length === 0
      ? ["Thresholds looser than the default: none."]
      : ["Thresholds that the protocol chose looser than the default:", ...looser]),
  ];
}

const evidenceIn = ({ blocks }: Report, isOf: (id: string) => boolean): readonly Evidence[] =>
  blocks.filter(({ id }) => isOf(id)).flatMap(({ evidence }) => evidence?.() ?? []);

/** Beside the judged models one block of each other kind that has something; of several targets that of each. */
function othersOf(report: Report, primaries: readonly string[]): readonly Evidence[] {
  const { blocks } = report;
  const judged = blocks.filter(({ id }) => primaries.includes(id));
  // Of several blocks of a kind the one counts that the judged model comes from.
  const above = judged[0]?.ancestors() ?? new Set<string>();
  const ranked = [...blocks.filter(({ id }) => above.has(id)), ...blocks.filter(({ id }) => !above.has(id))];
  const firsts = ranked.filter(
    (one, i) => one.target !== null || ranked.findIndex(({ kind }) => kind === one.kind) === i,
  );
  const ids = new Set(firsts.filter(({ kind }) => judged.every((one) => one.kind !== kind)).map(({ id }) => id));
  return evidenceIn(report, (id) => ids.has(id));
}

/** Performance by class, batch and instrument, then what the owner says the result does not show. */
function fairness(
  report: Report,
  models: readonly Evidence[],
  others: readonly Evidence[],
  accepted: readonly AcceptedCheck[],
): readonly string[] {
  const byClass = models.flatMap(({ groups }) => groups.map(evidenceText));
  const limitations = report.protocol.frontMatter.claims?.limitations ?? [];
  return [
    ...(byClass.length === 0 ? [] : ["By class:", ...byClass]),
    ...others.flatMap(({ groups }) => groups.map(evidenceText)),
    "Limitations the owner declares:",
    ...limitations.map((line) => `   - ${line}`),
    ...(accepted.length === 0 ? [] : ["Checks of the design that the protocol lets fail, with its reasons:"]),
    ...accepted.map((one) => `   - ${acceptedText(one)}`),
  ];
}

function digests({ inputs, blocks }: Report): readonly string[] {
  const files = blocks
    .filter(({ evidence, isGate }) => evidence !== null || isGate)
    .flatMap(({ artifacts }) => Object.entries(artifacts).filter(([path]) => /(?<!folds_\d+)\.json$/.test(path)));
  return [
    ...inputs.map(({ name, path, sha256 }) => `input ${name}, ${path}: ${hex(sha256)}`),
    ...files.map(([path, digest]) => `${path}: ${hex(digest)}`),
    "Every other file of the run stands with its digest in manifest.json; `foodspec verify RUN` checks them all.",
  ];
}

const hex = (digest: string): string => digest.replace(/^sha256:/, "");
