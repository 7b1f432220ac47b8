/** Archive: everything of a run that a stranger checks without us, as the entries of one zip. The same run gives the same entries. */
import { openingsOf } from "../../../schemas/lockbox.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { type Chain, type ChainLine, inChainOrder, readChain, upTo } from "../../../schemas/register-chain.ts";
import { digestOf } from "../../store/digest.ts";
import { besides, dataPlaces, hasCounted, ledgerPath, registerPath, sumsOf, sumsPath } from "../../verify/archive.ts";
import { lockboxSummaries, soughtIn } from "../../verify/lockbox.ts";
import { protocolOf } from "../../verify/protocol.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import { type Entries, nameProblem } from "../../verify/zip.ts";
import { auditAsSigned } from "../audit.ts";
import { auditPath, withWholeSeal } from "../seal.ts";
import { citationOf } from "./citation.ts";
import { crateOf } from "./crate.ts";
import { namedIn } from "./named.ts";
import { readmeOf } from "./readme.ts";
import type { FromProgram } from "./whole.ts";

/** The bytes of the files that the run read, in the order of its manifest; null: without data. */
export type Data = readonly (Uint8Array | null)[] | null;

/** What does not stand in the run: the program's files, and when the run ended, ISO 8601. */
export interface Outside {
  readonly program: FromProgram;
  readonly ended: string;
}

/**
 * @param run as it verifies
 * @returns a sentence where the run names what no archive holds
 */
export function archiveOf(
  run: RunFolder,
  manifest: Manifest,
  data: Data,
  { program, ended }: Outside,
): Entries | { readonly problem: string } {
  const entries = new Map<string, Uint8Array>();
  const folder = withWholeSeal(run);
  for (const path of folder.paths) {
    const bytes = folder.read(path);
    if (bytes === null) return { problem: `holds ${path}, which cannot be read` };
    entries.set(`run/${path}`, path === auditPath ? auditAsSigned(bytes) : bytes);
  }
  const register = registerUntil(run, manifest);
  if (register === null) return { problem: `stands in ${manifest.register?.file}, which is not to be found from it` };
  if (register !== "") entries.set(registerPath, encoded(register));
  const ledger = ledgerUntil(run, manifest);
  if (ledger === null)
    return { problem: `says that a lockbox was opened, and ${ledgerPath} is not to be found from it` };
  if (ledger !== "") entries.set(ledgerPath, encoded(ledger));
  for (const [i, place] of dataPlaces(manifest).entries()) {
    const bytes = data?.[i] ?? null;
    if (bytes !== null) entries.set(place, bytes);
  }
  const named = namedIn(protocolOf(run, manifest), manifest);
  const whole = { manifest, named, entries, program, ended };
  entries.set("verify.py", program.verifier);
  entries.set("bom.cdx.json", program.bom);
  entries.set("THIRD-PARTY.md", program.thirdParty);
  entries.set("CITATION.cff", encoded(citationOf(named, manifest)));
  entries.set("README.txt", encoded(readmeOf(whole, folder)));
  entries.set("ro-crate-metadata.json", encoded(crateOf(whole)));
  entries.set(sumsPath, encoded(sumsOf(entries)));
  const odd = oddName(entries);
  return odd === null ? entries : { problem: odd };
}

/** Files that the archive was given from the run and the program, which this program writes otherwise. */
export const writtenOtherwise = (entries: Entries, again: Entries): readonly string[] =>
  besides.filter((path) => digestOf(entries.get(path) ?? "") !== digestOf(again.get(path) ?? ""));

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * The register up to the run's last signature, else its end, each line after those it follows: what is entered later is no part of the
 * run. Empty where the run stands in no register that is handed on; null where it is not to be found.
 */
function registerUntil(run: RunFolder, { register, run_id }: Manifest): string | null {
  const file = register?.file ?? null;
  if (file === null) return "";
  const text = run.register?.(file) ?? null;
  if (text === null) return null;
  const chain = readChain(text, digestOf);
  const own = ({ event, value }: ChainLine) => (event === "signed" || event === "ended") && value.run_id === run_id;
  return textUntil(chain, chain.lines.filter(own));
}

/**
 * The ledger of lockboxes up to the openings that the run counts: whoever opens the same rows later changes nothing here. Empty where it
 * counts none; null where the ledger is not to be found.
 */
function ledgerUntil(run: RunFolder, manifest: Manifest): string | null {
  if (!hasCounted(manifest)) return "";
  const text = run.ledger?.() ?? null;
  if (text === null) return null;
  const chain = readChain(text, digestOf);
  const summaries = lockboxSummaries(run, manifest);
  const counted = (manifest.lockbox ?? []).flatMap(({ sealed, opened }) =>
    openingsOf(chain, soughtIn(summaries, sealed)).filter(({ value }) => Number(value.k) <= (opened ?? 0)),
  );
  return textUntil(chain, counted);
}

/** Lines of a chain and all that they follow, each after those. */
function textUntil(chain: Chain, last: readonly ChainLine[]): string {
  const until = upTo(
    chain,
    last.map(({ digest }) => digest),
  );
  const kept = new Set(until.map(({ digest }) => digest));
  return inChainOrder(chain)
    .filter(({ digest }) => kept.has(digest))
    .map((line) => `${line.text}\n`)
    .join("");
}

function oddName(entries: Entries): string | null {
  const folded = new Map<string, string>();
  for (const name of entries.keys()) {
    const problem = nameProblem(name);
    if (problem !== null) return `holds ${JSON.stringify(name)}, whose name ${problem}`;
    const twin = folded.get(name.toLowerCase());
    if (twin !== undefined) return `holds ${twin} and ${name}, which some disks take for one`;
    folded.set(name.toLowerCase(), name);
  }
  return null;
}
