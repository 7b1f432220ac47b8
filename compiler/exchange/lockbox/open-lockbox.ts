/** Open lockbox: the sealed rows of a run are read, predicted once by its predictor and counted; the run gets a sequel that tells of it. */
import { dirname, join } from "node:path";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import type { InputFile } from "../../../blocks/contract/running.ts";
import { type OpenedRows, openedRows } from "../../../blocks/data/lockbox/open.ts";
import { lockboxFigures } from "../../../blocks/monitor/lockbox.ts";
import { parsed } from "../../../schemas/asked.ts";
import { own } from "../../../schemas/dictionary.ts";
import {
  ledgerName,
  levelOf,
  type Opening,
  openedClassification,
  openedRegression,
  openingPath,
  openingSchema,
  openingsOf,
  type Sought,
} from "../../../schemas/lockbox.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { candidatesPath } from "../../../schemas/study.ts";
import { isoTime } from "../../compile/clock.ts";
import { laidApart } from "../../compile/laid-apart.ts";
import { chainOf, enterOpening, ledgerGaps } from "../../compile/lockbox/ledger.ts";
import type { Sequel } from "../../compile/lockbox/sequel.ts";
import type { CompileOptions } from "../../compile/options.ts";
import { buildInfo } from "../../compile/package-files.ts";
import { runDocument } from "../../compile/pipeline.ts";
import { type Prepared, prepare, storeOutside } from "../../compile/prepare.ts";
import type { DocumentResult, Session } from "../../compile/session.ts";
import { waitingIn } from "../../compile/waiting-for.ts";
import type { World } from "../../compile/world.ts";
import { dataPosition, finding } from "../../diagnostics/build.ts";
import { decisive } from "../../diagnostics/exit-code.ts";
import { asError, type Finding, isError } from "../../diagnostics/finding.ts";
import { digestOf } from "../../store/digest.ts";
import { jsonText } from "../../store/json-text.ts";
import { openStore } from "../../store/open-store.ts";
import { ledgerFiles, registerFiles } from "../../store/register-files.ts";
import { type RunPredictor, runPredictor } from "../run-predictor.ts";
import { type DeclaredLockbox, declaredLockbox } from "./declared.ts";
import { filesFor } from "./files-for.ts";
import { projectOf } from "./project-of.ts";
import { enteredBefore } from "./register-of-run.ts";
import type { RunToOpen } from "./run-to-open.ts";

/** What somebody asks for who opens a lockbox. */
export interface Asked {
  /** Why it is opened: recorded. */
  readonly note: string;
  /** Though its rows were opened before. */
  readonly again: boolean;
  /** The sealed file, where nobody has opened it and it does not lie beside the document. */
  readonly input: string | undefined;
  /** The trust or model block whose predictor is meant. */
  readonly block: string | undefined;
}

/** Thrown where nothing is opened; neither ledger nor folder tell of it. */
class NotOpened extends Error {
  readonly findings: readonly Finding[];
  constructor(...findings: readonly Finding[]) {
    super("nothing was opened");
    this.findings = findings;
  }
}

/** The sequel as it was made, or why nothing was opened. */
export type Opened =
  | { readonly result: DocumentResult; readonly opening: Opening | null }
  | { readonly findings: readonly Finding[] };

/**
 * Opens the lockbox of a run. The ledger is held from before it is looked at until the sequel stands: of two who open at once one
 * finds that it was opened.
 */
export async function openLockbox(run: RunToOpen, asked: Asked, world: World): Promise<Opened> {
  try {
    return await opened(run, asked, world);
  } catch (error) {
    return { findings: whyNot(error) };
  }
}

/** What a refusal says. Throws what is none. */
function whyNot(error: unknown): readonly Finding[] {
  if (error instanceof NotOpened) return error.findings;
  if (error instanceof Refusal) return error.remarks.map(findingOf);
  throw error;
}

const findingOf = ({ code, facts, data, option }: Refusal["remarks"][number]): Finding =>
  finding(code, data === undefined ? null : dataPosition(data.input, data), facts, { pointer: option ?? null });

const closed = (run: string, problem: string): NotOpened => new NotOpened(finding("FS9147", null, { run, problem }));

/** The sealed rows as they are found again, and all that judging and telling them takes. */
interface Found {
  readonly ready: Ready;
  readonly options: Omit<CompileOptions, "documents">;
  readonly declared: DeclaredLockbox;
  readonly predictor: RunPredictor;
  readonly rows: OpenedRows;
}

/** Reads the sealed rows of a run. @throws NotOpened, Refusal */
async function foundIn(run: RunToOpen, { input, block }: Pick<Asked, "input" | "block">, world: World): Promise<Found> {
  const { folder, manifest } = run;
  const predictor = predictorOf(run, block);
  const files = filesFor(run, input, world);
  if ("findings" in files) throw new NotOpened(...files.findings);
  const noPrinter = async () => ({ browser: null, skipped: [], why: null, printout: null });
  const { apart, options, document } = laidApart(folder, manifest, files.inputs, noPrinter, world);
  const ready = readyOf(await prepare(document, options, apart), folder.name);
  const declared = declaredLockbox(folder, manifest, ready, predictor.block);
  if (declared === null) throw new NotOpened(finding("FS7502", null, { run: folder.name, problem: "has no lockbox" }));
  return { ready, options, declared, predictor, rows: rowsOf(declared, ready, files.sealed, run) };
}

/**
 * What the opening of a sequel says when its rows are predicted again; the ledger is not asked.
 *
 * @param input the sealed file, as typed, where it does not lie beside the document
 */
export async function openingAgain(
  run: RunToOpen,
  said: Opening,
  input: string | undefined,
  world: World,
): Promise<Opening | { readonly findings: readonly Finding[] }> {
  try {
    const block = run.manifest.blocks.find(({ artifacts }) => Object.values(artifacts).includes(said.predictor))?.id;
    const { declared, predictor, rows } = await foundIn(run, { input, block }, world);
    return openingOf(run, predictor, rows, { sealed: declared.sealed, rows: rows.rows }, said.k);
  } catch (error) {
    return { findings: whyNot(error) };
  }
}

async function opened(run: RunToOpen, asked: Asked, world: World): Promise<Opened> {
  const { folder, manifest, path } = run;
  if (!manifest.success) throw closed(folder.name, `ended with exit code ${manifest.exit_code}`);
  const root = run.at?.root ?? projectOf(world.disk, path, manifest.protocol_file);
  if (root === null)
    throw new NotOpened(finding("FS7504", null, { run: folder.name, document: manifest.protocol_file }));
  const ledger = ledgerFiles(world.disk, world.env, root);
  if (!ledger.hasCopy)
    throw new NotOpened(
      asError(finding("FS9601", null, { path: ledgerName, problem: "the environment names no home" })),
    );
  return ledger.alone(waitingForLedger(world), async () => {
    const both = ledger.read();
    const gaps = ledgerGaps(both).map(asError);
    if (gaps.length > 0) throw new NotOpened(...gaps);
    const found = await foundIn(run, asked, world);
    const sought = { sealed: found.declared.sealed, rows: found.rows.rows };
    const k = numberOf(openingsOf(chainOf(both), sought), asked, manifest);
    const opening = openingOf(run, found.predictor, found.rows, sought, k);
    const real = placedIn(found.ready, run, root, world);
    const enter = () =>
      enterOpening(ledger, both, {
        ...sought,
        document: manifest.protocol_file,
        protocol_hash: manifest.protocol_hash,
        content_digest: compiledDigest(manifest),
        predictor: opening.predictor,
        opened_by: world.machine.who(root),
        time: isoTime(world.now()),
        note: asked.note,
        k,
      });
    const sequel = sequelOf(
      run,
      opening,
      enteredBefore(manifest, real, { ...found.options, documents: [] }, world),
      enter,
    );
    const options = { ...found.options, documents: [real.path] };
    const result = await runDocument(real, options, world, world.build ?? buildInfo(world.disk), sequel);
    return { result, opening: result.exitCode === 0 ? opening : null };
  });
}

const sequelOf = (
  { folder, manifest: { lockbox = [], ...manifest } }: RunToOpen,
  opening: Opening,
  entered: Sequel["entered"],
  settle: () => void,
): Sequel => ({
  of: compiledDigest(manifest),
  files: { ...choiceIn(folder), [openingPath]: jsonText(opening) },
  lockboxes: lockbox.map((one) =>
    one.sealed === opening.sealed ? { file: ledgerName, sealed: one.sealed, opened: opening.k } : one,
  ),
  entered,
  settle,
});

/** Content digest of the run as compiled: of a run that tells of a choice, that of the run it follows. */
const compiledDigest = ({ sequel_of, content_digest }: Pick<Manifest, "sequel_of" | "content_digest">): string =>
  sequel_of ?? content_digest;

/** What a run was chosen among goes with it. */
function choiceIn(folder: RunToOpen["folder"]): { readonly [path: string]: string } {
  const bytes = folder.read(candidatesPath);
  return bytes === null ? {} : { [candidatesPath]: new TextDecoder().decode(bytes) };
}

const waitingForLedger = (world: World) => ({
  ...waitingIn(world),
  onWait: ({ file }: { readonly file: string }) =>
    world.err(
      `waiting: somebody is opening a lockbox of this project; the lock is ${file}. If nobody does, remove that file\n`,
    ),
  onTaken: ({ file }: { readonly file: string }) =>
    world.err(`the lock ${file} was taken over: nobody had touched it\n`),
});

/** The predictor that is meant. @throws NotOpened */
function predictorOf({ folder, manifest }: RunToOpen, block: string | undefined): RunPredictor {
  const found = runPredictor(folder, manifest, block);
  if (!("code" in found)) return found;
  const { blocks = [], what } = found.facts as { readonly blocks?: readonly string[]; readonly what?: string };
  const several = `has several certified predictors; name one of them: --block ${blocks.join(", ")}`;
  throw closed(folder.name, what === undefined ? several : `has ${what}`);
}

type Ready = Session["prepared"];

function readyOf(prepared: Prepared, run: string): Ready {
  const { protocol, graph } = prepared;
  const worst = decisive(prepared.findings.filter(isError));
  if (worst !== null) throw closed(run, `cannot be made again by this program: ${worst.code} ${worst.message}`);
  if (protocol === null || graph === null) throw closed(run, "cannot be made again: its document cannot be read");
  return { ...prepared, protocol, graph };
}

/** The sealed rows, which must be those that the run sealed. */
function rowsOf(declared: DeclaredLockbox, ready: Ready, sealed: InputFile | null, { folder }: RunToOpen): OpenedRows {
  const input = (name: string): readonly InputFile[] =>
    sealed !== null && name === declared.input ? [sealed] : (own(ready.files, name) ?? []);
  const rows = openedRows(declared.options, { input, settings: ready.protocol.settings });
  if (sealed === null && rows.sealed !== declared.sealed)
    throw closed(folder.name, "sealed other rows than this program finds in its files");
  return rows;
}

/** Which opening it is. @throws NotOpened FS7501 where the rows were opened before and may not be again */
function numberOf(before: ReturnType<typeof openingsOf>, { again }: Asked, { mode }: Manifest): number {
  const mayAgain = again && mode !== "regulatory";
  if (before.length > 0 && !mayAgain) {
    const last = [...before].sort((a, b) => (String(a.value.time) < String(b.value.time) ? -1 : 1)).at(-1)?.value;
    const facts = {
      count: before.length,
      time: String(last?.time).slice(0, 10),
      document: String(last?.document),
      mode: mode === "regulatory" ? null : "research",
      again: mode === "regulatory" ? null : "--again",
    };
    throw new NotOpened(finding("FS7501", null, facts));
  }
  return before.length + 1;
}

function openingOf(
  { folder, manifest }: RunToOpen,
  predictor: RunPredictor,
  rows: OpenedRows,
  sought: Sought & { readonly rows: string },
  k: number,
): Opening {
  const level = levelOf(k);
  const told = { classification: openedClassification, regression: openedRegression };
  const name = [manifest.seed, predictor.predictor.estimator];
  const of =
    predictor.certified === null
      ? { certified: null, predictor: predictor.predictor }
      : { certified: predictor.certified };
  const figures = lockboxFigures(of, rows.dataset, level, told, name);
  return parsed(openingSchema, {
    schema_version: 1,
    ...sought,
    content_digest: compiledDigest(manifest),
    predictor: digestOf(folder.read(predictor.path) ?? new Uint8Array()),
    k,
    level,
    ...figures,
  });
}

/** The document of the run with the project's own store, register and folder for runs. */
function placedIn(ready: Ready, { manifest, path, at }: RunToOpen, root: string, world: World): Ready {
  const document = join(root, manifest.protocol_file);
  const store = openStore(root, storeOutside(world), manifest.mode !== "regulatory");
  return {
    ...ready,
    shown: manifest.protocol_file,
    path: document,
    root,
    store,
    objects: store.objects,
    out: dirname(path),
    isOutDefault: false,
    register: registerFiles(
      world.disk,
      world.env,
      at?.registers ?? root,
      at === undefined ? document : join(at.registers, manifest.protocol_file),
      manifest.protocol_file,
    ),
  };
}
