/** `foodspec features check`: what the feature views of a document hold, and what is wrong with them, without running a block. */
import type { Remark } from "../../../blocks/contract/refusal.ts";
import { type CheckedView, checkedViews, hasViews } from "../../../blocks/data/join/checked-views.ts";
import { own } from "../../../schemas/dictionary.ts";
import { prepare } from "../../compile/prepare.ts";
import type { World } from "../../compile/world.ts";
import { dataPosition, fromRemark } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { plain } from "../../diagnostics/json-lines.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { ProtocolBlock } from "../../document/protocol.ts";
import { dataFile } from "../../run/assemble.ts";
import { printFindings } from "../report-results.ts";

/** 0, or the exit code of what is wrong: 3 where a table is. */
export async function checkFeatures(document: string, format: "text" | "json", world: World): Promise<number> {
  const prepared = await prepare(document, { documents: [document] }, world);
  const { protocol, files } = prepared;
  const errors = prepared.findings.filter(isError);
  const blocks = protocol === null || errors.length > 0 ? [] : protocol.blocks.filter(isMatching);
  const looked = blocks.map((block) => ({
    block: block.id,
    ...checkedViews(
      block.options,
      { input: (name) => own(files, name) ?? [], settings: protocol?.settings ?? {} },
      world.now(),
    ),
  }));
  const placeOf = (block: ProtocolBlock, remark: Remark): Finding =>
    fromRemark(
      remark,
      block,
      (place) => (protocol === null ? null : dataPosition(dataFile(place, protocol, files), place)),
      protocol?.frontMatterAt ?? (() => block.position),
    );
  const findings = [...errors, ...looked.flatMap(({ remarks }, k) => remarks.map((one) => placeOf(blocks[k], one)))];
  const views = looked.map(({ remarks: _, ...one }) => one);
  if (format === "json")
    world.out(
      `${JSON.stringify({ schema_version: 1, document: prepared.shown, blocks: views, findings: findings.map(plain) }, null, 2)}\n`,
    );
  else for (const one of views) for (const view of Object.values(one.views ?? {})) world.out(linesOf(one.block, view));
  if (format === "text") printFindings(findings, prepared, format, {}, world);
  if (errors.length === 0 && blocks.length === 0)
    world.err("no table is matched in time: no entry of `join` has a `time`\n");
  return exitCode(findings);
}

const isMatching = ({ kind, options }: ProtocolBlock): boolean => kind.gives === "dataset" && hasViews(options);

function linesOf(block: string, view: CheckedView): string {
  const { input, rows, entities, first, last, types, spectra, matched, missing, duplicates, hidden_by_as_of } = view;
  const width = Math.max(...types.map(({ name }) => name.length));
  const absent = Object.entries(missing).filter(([, count]) => count > 0);
  const lines = [
    `${block}.${input}: ${rows} rows of ${entities} entities, ${first.slice(0, 10)} to ${last.slice(0, 10)}`,
    ...types.map(
      ({ name, type, missing: none }) => `  ${name.padEnd(width)}  ${type}${none === 0 ? "" : `, ${none} missing`}`,
    ),
    `  ${[`${matched} of ${spectra} spectra have a row`, ...absent.map(([why, count]) => `${why.replaceAll("_", " ")}: ${count}`)].join("; ")}`,
    ...(duplicates === 0 ? [] : [`  ${duplicates} rows repeat entity and times of another`]),
    ...(hidden_by_as_of === 0 ? [] : [`  ${hidden_by_as_of} rows are not known at as_of ${view.as_of ?? ""}`]),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}
