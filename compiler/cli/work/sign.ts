/** `foodspec sign`: signs a run that was made again and came out the same; nothing is written before all holds. */
import { dirname, resolve } from "node:path";
import type { Manifest } from "../../../schemas/manifest.ts";
import { isoTime } from "../../compile/clock.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { besideDocument } from "../../compile/inputs-of-run.ts";
import { enterOfRun } from "../../compile/line-of-run.ts";
import { madeAgain } from "../../compile/made-again.ts";
import { waitingToSign } from "../../compile/waiting-for.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import { type Finding, isError } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { putSeal } from "../../seal/put-seal.ts";
import { isMet, meanings, type Quorum, quorumOf, type Role, whyNotNext } from "../../seal/quorum.ts";
import { printedPath, sealed, signaturesOf, withWholeSeal } from "../../seal/seal.ts";
import { signedBy } from "../../seal/seal-people.ts";
import type { Signer } from "../../seal/signer.ts";
import type { SealSignature } from "../../seal/statement.ts";
import { NoTimeStamp } from "../../seal/time-stamp.ts";
import { lackOf, sealLooked } from "../../seal/verify-seal.ts";
import { hexOf } from "../../store/digest.ts";
import { stateLock } from "../../store/state-lock.ts";
import { protocolOf } from "../../verify/protocol.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import { openedKey } from "./opened-key.ts";
import { stampingOf } from "./stamping.ts";
import { runFolderAt, runNamed } from "./target.ts";
import { verifiedBy } from "./verify.ts";

export interface SignOptions {
  readonly run: string;
  readonly role: Role;
  readonly key: string;
  readonly meaning?: string;
  readonly reason?: string;
  readonly digest?: string;
  readonly passphraseFd?: number;
  readonly input?: readonly string[];
  /** Address of a time-stamping authority; else FOODSPEC_TSA. */
  readonly tsa?: string;
}

export async function signCommand(options: SignOptions, world: World): Promise<number> {
  const named = runNamed(options.run, world);
  if (typeof named !== "string") return say(refused(named), world);
  const run = resolve(world.cwd, named);
  const lock = await stateLock(world.disk, world.env, `sign\n${run}`, waitingToSign(named, dirname(run), world));
  try {
    return say(await signedRun({ ...options, run: named }, world), world);
  } finally {
    lock.release();
  }
}

/** Why nothing was signed; of what was signed, notes. */
type Done = readonly Finding[];
const refused = (...findings: readonly Finding[]): Done => findings;

async function signedRun(options: SignOptions, world: World): Promise<Done> {
  const folder = runFolderAt(options.run, world);
  if ("code" in folder) return refused(folder);
  const path = resolve(world.cwd, options.run);
  const looked = await verifiedBy(folder, world);
  const { manifest } = looked;
  if (manifest === null) return looked.findings;
  const unfit = whyUnfit(folder, manifest);
  if (unfit !== null) return refused(finding("FS9701", null, { problem: unfit }));
  const { verified, blocks } = await madeAgain(
    looked,
    folder,
    besideDocument(path, world.disk),
    options.input ?? [],
    world,
  );
  const found = verified.findings.filter(isError);
  if (found.some(({ exit }) => exit === 2 || exit === 3)) return found;
  if (blocks === null || found.length > 0) return refused(...found, finding("FS9702", null, { run: options.run }));
  const signer = await openedKey(options, world);
  if ("code" in signer) return refused(signer);
  const quorum = quorumOf(manifest.mode, protocolOf(folder, manifest)?.settings.signatures);
  const before = await sealLooked(withWholeSeal(folder), manifest, quorum, null);
  if (before.signatures.length > 0 && before.findings.length > 0) return before.findings;
  const why = whyNotNext(quorum, before.people, { ...signedBy(options.role, signer.certificate), role: options.role });
  if (why !== null) return refused(finding("FS9704", null, { role: options.role, problem: why }));
  const unread = await notConfirmed(options, manifest, world);
  if (unread !== null) return refused(unread);
  return written(options, folder, manifest, { signer, quorum, path }, world);
}

/** Why a run cannot be signed whatever it holds. */
function whyUnfit(folder: RunFolder, { success, exit_code, register, mode }: Manifest): string | null {
  if (!success) return `the run ended with ${exit_code}`;
  if (printedPath(folder) === null) return "the run holds no printed report";
  const page = new TextDecoder().decode(folder.read("report/index.html") ?? new Uint8Array());
  const isReproducible = page.includes("Reproducible print: circumstances and register are left out");
  return isReproducible || (mode === "regulatory" && register === undefined)
    ? "the report was printed without its circumstances and its place in the register"
    : null;
}

const fewest = { typed: 12, asked: 6 };

/** Whoever signs says which run it is: by its digest, which stands in the report they have read. */
async function notConfirmed({ run, digest }: SignOptions, manifest: Manifest, world: World): Promise<Finding | null> {
  const wanted = hexOf(manifest.content_digest);
  const short = wanted.slice(0, fewest.typed);
  const no = (problem: string): Finding => finding("FS1190", null, { run, digest: wanted, short, problem });
  if (digest !== undefined) {
    if (digest.length < fewest.typed) return no(`\`--digest\` has fewer than ${fewest.typed} digits`);
    return wanted.startsWith(digest.toLowerCase()) ? null : no(`\`--digest\` says ${digest}`);
  }
  const gates = manifest.gates.map(({ gate, status }) => `${gate} ${status}`).join(", ");
  const shown = [
    `protocol  ${manifest.protocol_file}, version ${manifest.protocol_version}`,
    `run       ${manifest.run_id}${manifest.register === undefined ? "" : `, run ${manifest.register.number} of this protocol`}`,
    `gates     ${gates === "" ? "none" : gates}`,
    `looser    ${manifest.policy.loosened.length === 0 ? "nothing" : manifest.policy.loosened.join(", ")}`,
    `digest    ${wanted}`,
  ];
  world.err(`${shown.join("\n")}\n`);
  const answer = await world.ask(`its first ${fewest.asked} digits, as the report has them: `, false);
  if (answer === null) return no("nobody sits at a terminal who could say so");
  return answer.trim().length >= fewest.asked && wanted.startsWith(answer.trim().toLowerCase())
    ? null
    : no("something else was typed");
}

interface Ready {
  readonly signer: Signer;
  readonly quorum: Quorum;
  /** Of the run, absolute. */
  readonly path: string;
}

async function written(
  options: SignOptions,
  folder: RunFolder,
  manifest: Manifest,
  { signer, quorum, path }: Ready,
  world: World,
): Promise<Done> {
  const { role, meaning = meanings[role], reason = null } = options;
  const time = isoTime(world.now());
  const { url, send } = await stampingOf(options.tsa, world);
  const signing = { signer, role, meaning, reason, time, send };
  const made = await sealed(folder, manifest, quorum, signing).catch((error: unknown) => {
    if (error instanceof NoTimeStamp) return finding("FS9705", null, { what: "signed", url, problem: error.problem });
    throw error;
  });
  if ("code" in made) return refused(made);
  const { signature, files } = made;
  try {
    putSeal(world.disk, path, new Map(files));
  } catch (error) {
    return refused(finding("FS9004", null, { path: "seal/", problem: diskWords(error) }));
  }
  const notes = await enterOfRun(manifest, path, { event: "signed", role, subject: signature.name }, world);
  world.out(`${told(signature, quorum, [...signaturesOf(folder), signature])}\n`);
  return notes;
}

/** The signature, and who has still to sign. */
function told(
  { n, role, name, time, time_from }: SealSignature,
  quorum: Quorum,
  all: readonly { readonly role: string }[],
): string {
  const rest = isMet(quorum, all) ? "the quorum is complete" : `still ${lackOf(quorum, all)}`;
  return `signed  ${n}  ${role}  ${name}  ${time} (${time_from === "tsa" ? "time stamp" : "time stated by the signer's clock"})  ${rest}`;
}

function say(findings: readonly Finding[], { err, colour }: World): number {
  if (findings.length > 0) err(`${text(findings, noSources, { colour })}\n`);
  return exitCode(findings);
}
