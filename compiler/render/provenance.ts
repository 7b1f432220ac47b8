/** Provenance: what a run was made of, what it wrote, and the circumstances in which it ran. */
import type { Element } from "hast";
import { fixed } from "../../blocks/contract/number-text.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Circumstances } from "../run/types.ts";
import { type Child, h } from "./hast.ts";
import type { Report } from "./report.ts";
import { captioned, plainTable, scrolling } from "./scrolling.ts";
import { digestElement, wholeDigest } from "./status.ts";

export function provenance(report: Report): readonly Child[] {
  const { facts, protocol, mode, overrides } = report;
  return [
    definitions([
      ["Protocol", [h("code", {}, facts.file), `, version ${protocol.frontMatter.version}`]],
      ["SHA-256 of the protocol", wholeDigest(facts.protocolDigest)],
      ["Mode", mode],
      ["Validation", facts.validation],
      ["Seed", facts.seed],
      ["Content digest", wholeDigest(facts.digest)],
    ]),
    overrides.length > 0 ? overridesTable(report) : null,
    artifactsList(report),
  ];
}

/** Every file the blocks wrote, with its digest: what manifest.json says, for a reader who has only the report. */
function artifactsList({ blocks }: Report): Child {
  const rows = blocks.flatMap(({ id, artifacts }) =>
    Object.keys(artifacts)
      .sort()
      .map((path) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("code", {}, path)),
          h("td", {}, h("a", { href: `#${id}` }, h("code", {}, id))),
          h("td", {}, digestElement(artifacts[path])),
        ),
      ),
  );
  if (rows.length === 0) return null;
  const title = "Files the blocks wrote";
  return h(
    "details",
    { className: ["files"] },
    h("summary", {}, `${rows.length} files of this run and their digests`),
    scrolling(title, captioned(title, ["File", "Block", "SHA-256"], rows)),
  );
}

export function overridesTable({ overrides, language }: Report): Element {
  const shown = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
  const columns = ["key", "original", "override", "reason"].map((key) => ({
    key,
    title: key[0].toUpperCase() + key.slice(1),
    format: null,
  }));
  const rows = overrides.map((one) => ({
    ...one,
    original: shown(one.original),
    override: shown(one.override),
    reason: one.reason ?? "",
  }));
  return plainTable({ type: "table", columns, rows }, "Changed on the command line", language);
}

/** Clock, machine, durations, reuse: one folded part, absent where bytes must be the same everywhere. */
export function circumstancesElement({ blocks, language }: Report, circumstances: Circumstances): Element {
  const columns = [
    { key: "block", title: "Block", format: null },
    { key: "execution", title: "Execution", format: null },
    { key: "seconds", title: "Seconds", format: "number" as const },
  ];
  const rows = blocks.map(({ id, execution, durationSeconds }) => ({
    block: id,
    execution,
    seconds: durationSeconds,
  }));
  const origins = Object.fromEntries(
    rows.map((_, i) => [`${i}:seconds`, { artifact: "manifest.json", pointer: `/blocks/${i}/duration` }]),
  );
  return h(
    "details",
    { className: ["circumstances"] },
    h("summary", {}, "Circumstances of this run"),
    circumstanceFacts(circumstances, blocks),
    plainTable({ type: "table", columns, rows, origins }, "What each block did", language),
  );
}

/**
 * Clock, machine and versions, as pairs.
 *
 * @param isShort packages are counted, as paper has it: the digest of the program stands for what is bundled in it
 */
export function circumstanceFacts(
  circumstances: Circumstances,
  blocks: Report["blocks"],
  { isShort = false } = {},
): Element {
  const packages = Object.keys(circumstances.packages).sort();
  const { git } = circumstances;
  return definitions([
    ["Run", circumstances.runId],
    ["Time", circumstances.timestamp],
    ["Blocks", reuseText(blocks)],
    ["Order of blocks", circumstances.order],
    ["Duration", `${fixed(circumstances.durationSeconds, 1)} s`],
    ["Command", h("code", {}, circumstances.command)],
    ["FoodSpec", circumstances.foodspecVersion],
    ["Program", digestElement(circumstances.program)],
    ["Node", circumstances.nodeVersion],
    [
      "Packages",
      isShort
        ? `${packages.length}, with their versions in manifest.json`
        : packages.map((name) => `${name} ${circumstances.packages[name]}`).join(", "),
    ],
    ...(circumstances.triedInStore === null ? [] : ([["Tried", circumstances.triedInStore.words]] as const)),
    ["System", circumstances.os],
    [
      "Git",
      git === null
        ? "no repository"
        : `${git.hash.slice(0, 12)} on ${git.branch}${git.dirty ? ", with uncommitted changes" : ""}`,
    ],
  ]);
}

/** How many blocks were computed in this run, and how many were taken from results that this user's key had sealed before. */
export function reuseText(blocks: Report["blocks"]): string {
  const times = (wanted: string) => blocks.filter(({ execution }) => execution === wanted).length;
  return `${times("ran")} of ${blocks.length} computed in this run, ${times("reused")} reused from sealed results`;
}

function definitions(pairs: readonly (readonly [string, Child])[]): Element {
  return h(
    "dl",
    {},
    pairs.map(([term, meaning]) => [h("dt", {}, term), h("dd", {}, meaning)]),
  );
}
