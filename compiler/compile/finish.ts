/** Finish: from executed blocks to a whole run folder — compose, write, rename. */

import { parsed } from "../../schemas/asked.ts";
import { manifestSchema } from "../../schemas/manifest.ts";
import { doneSchema, errorSchema, stageStateSchema } from "../../schemas/run-files.ts";
import { finding } from "../diagnostics/build.ts";
import { decisive, exitCode } from "../diagnostics/exit-code.ts";
import { type Finding, isError } from "../diagnostics/finding.ts";
import { protocolName } from "../render/evidence.ts";
import { Cancelled } from "../run/cancel.ts";
import { errorFile } from "../run/error-file.ts";
import { placed } from "../run/layout.ts";
import { lockFileOf } from "../run/lock-file.ts";
import { doneFile, headlineOf, stageState } from "../run/run-files.ts";
import { typedNumberFindings } from "../run/typed-numbers.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import { jsonText } from "../store/json-text.ts";
import { atRest } from "./at-rest.ts";
import { isoTime, stamp } from "./clock.ts";
import { type Composed, compose } from "./compose.ts";
import { draft } from "./content.ts";
import { runSummaryText } from "./evidence-of.ts";
import { headlineLines } from "./headline.ts";
import { checkLockFile, writeLockFile } from "./lock-file.ts";
import { SequelRefused } from "./lockbox/sequel.ts";
import { type PrintedRun, printRun, sandboxNotes } from "./print-run.ts";
import { noBrowser } from "./printing.ts";
import type { DocumentResult, Finishing } from "./session.ts";

/**
 * Writes the run folder and says what became of the document.
 *
 * @param ofLedger what is wrong with the ledger of lockboxes: where it does not end the run it is said on the terminal alone
 */
export async function finishRun(
  ended: Omit<Finishing, "missing">,
  ofLedger: readonly Finding[],
): Promise<DocumentResult> {
  const finishing = { ...ended, missing: copyArtifacts(ended) };
  const { prepared, options, executed } = finishing;
  const found = [
    ...prepared.findings,
    ...finishing.blocks.flatMap(({ findings }) => findings),
    ...typedNumberFindings(prepared.protocol, finishing.blocks),
    ...ofLedger.filter(isError),
  ];
  const first = await settled(finishing, found);
  let composed = first.made;
  let printed = notPrinted;
  const isRegulatory = prepared.protocol.settings.mode === "regulatory";
  if ((options.pdf === true || isRegulatory) && composed.run.status !== "cancelled")
    ({ composed, printed } = await print(finishing, composed, first.known));
  if (finishing.sequel !== null && composed.run.exitCode !== 0)
    throw new SequelRefused(composed.run.findings.filter(isError));
  if (!finishing.lock.isHeld()) throw new LockLost(finishing.lock.file);
  const { name, manifest } = writeFolder(finishing, composed, printed);
  if (options.record === true && composed.run.exitCode === 0)
    writeLockFile(finishing.world.disk, prepared, lockFileOf(composed.run, executed));
  const { status, exitCode: code, findings } = composed.run;
  const unended = (await finishing.entered?.end(endOf(composed.run, name, manifest))) ?? [];
  return {
    document: prepared.shown,
    status,
    runId: name,
    // A regulatory run of which the register does not say how it ended is none to rely on.
    exitCode: code === 0 ? exitCode(unended) : code,
    folder: `${prepared.out}/${name}`,
    open: code === 0 ? "report/index.html" : "error.json",
    headlines: code === 0 ? headlineLines(finishing.blocks, prepared.protocol) : [],
    // On the terminal alone: in the report two runs of the same content would differ.
    findings: [...findings, ...ofLedger.filter((one) => !isError(one)), ...sandboxNotes(printed.browser), ...unended],
  };
}

/** What the register says of a run that has its folder. */
const endOf = (run: Composed["run"], name: string, manifest: string) => ({
  run_id: name,
  exit_code: run.exitCode,
  content_digest: run.content.digest,
  manifest,
  gates: run.content.gates.map(({ gate, status }) => ({ gate, status })),
  headline: headlineOf(run),
});

/**
 * Composes until the report says all there is to say. What only the finished run shows changes its exit code, which the report
 * must say, too; and what is looked at last (the contract) is not looked at before the rest has been said.
 */
const settled = (finishing: Finishing, found: readonly Finding[]) =>
  atRest("the report", found, async (known) => {
    const { prepared, options, executed, world } = finishing;
    const composed = await compose(finishing, known);
    const lock = lockFileOf(composed.run, executed);
    const differences = checkLockFile(world.disk, prepared, options, lock, composed.run);
    return { made: composed, found: [...composed.late, ...differences] };
  });

/** Thrown where somebody took the lock over: two runs of one document must not end as one. */
export class LockLost extends Error {
  readonly file: string;
  constructor(file: string) {
    super("the lock was taken over");
    this.name = "LockLost";
    this.file = file;
  }
}

const notPrinted: PrintedRun = { files: {}, findings: [], browser: noBrowser };

/** Prints until the printed report says all there is to say: what printing finds stands in the report, too. */
async function print(finishing: Finishing, first: Composed, findings: readonly Finding[]) {
  let printed = notPrinted;
  const { made } = await atRest("the printed report", findings, async (known) => {
    const composed = known === findings ? first : await compose(finishing, known);
    // What could not be printed once is not tried again, and a report that became a failed one is no PDF to keep.
    if (known.slice(findings.length).some(isError))
      return { made: { composed, printed: { ...printed, files: {} } }, found: [] };
    try {
      printed = await printRun(finishing, composed);
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      return { made: { composed: await compose(finishing, known), printed: notPrinted }, found: [] };
    }
    return { made: { composed, printed }, found: printed.findings };
  });
  return made;
}

function writeFolder(
  finishing: Finishing,
  { run, files, durationSeconds, told, reference }: Composed,
  { files: pdfs, browser }: PrintedRun,
): { readonly name: string; readonly manifest: string } {
  const { prepared, folder, executed, log, world, started } = finishing;
  const name = folder.freeName(`${stamp(started)}_${hexOf(run.content.digest).slice(0, 6)}`);
  const written: { [path: string]: string } = {};
  const write = (path: string, content: string | Uint8Array) => {
    folder.write(path, content);
    written[path] = digestOf(content);
  };
  write(protocolName, prepared.protocol.bytes);
  for (const { path, bytes } of prepared.sources) write(`sources/${path}`, bytes);
  for (const path of Object.keys(files)) write(path, files[path]);
  for (const path of Object.keys(pdfs)) write(path, pdfs[path]);
  for (const block of run.blocks) {
    const one = executed.find(({ node }) => node.block.id === block.block.id);
    if (one !== undefined)
      write(
        `blocks/${block.block.id}/done.json`,
        jsonText(parsed(doneSchema, doneFile(one, block, isoTime, reference))),
      );
  }
  const override = finishing.options.qcOverride ?? null;
  write("state/stage_state.json", jsonText(parsed(stageStateSchema, stageState(run, executed, override, isoTime))));
  write("run_summary.json", runSummaryText(run, { runId: name, durationSeconds, executed, ...told }));
  const worst = decisive(run.findings);
  const code = run.exitCode;
  if (code !== 0) {
    const reason = run.status === "cancelled" || worst === null ? finding("FS1130", null, {}) : worst;
    write(
      "error.json",
      jsonText(parsed(errorSchema, errorFile(reason, run.findings, code, name, isoTime(world.now()), run.blocks))),
    );
  }
  log.add({
    level: code === 0 ? "INFO" : "ERROR",
    stage: "artifact",
    block: null,
    event: `run_${run.status}`,
    message: `run ${name} ended with exit code ${code}`,
  });
  write("logs/run.jsonl", log.jsonl());
  write("logs/run.log", log.text());
  if (finishing.options.verbose === true) write("logs/debug.log", log.debug());
  const ordered = Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = {
    run_id: name,
    ...draft(finishing, run, run.content, durationSeconds, ordered, browser),
    content_digest: run.content.digest,
  };
  const text = jsonText(parsed(manifestSchema, manifest));
  folder.write("manifest.json", text);
  finishing.sequel?.settle();
  return { name: folder.finish(name), manifest: digestOf(text) };
}

/** Copies what blocks gave, by digest, into the open folder; names what is absent in the store or damaged. */
function copyArtifacts({ executed, prepared, folder }: Omit<Finishing, "missing">): readonly string[] {
  const missing: string[] = [];
  for (const { node, record } of executed) {
    for (const [short, digest] of Object.entries(record?.artifacts ?? {})) {
      const path = placed(short, node.block, prepared.protocol.blocks);
      const bytes = prepared.objects.get(digest);
      if (bytes === null) missing.push(path);
      else folder.write(path, bytes);
    }
  }
  return missing;
}
