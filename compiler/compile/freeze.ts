/** Freeze: the criteria of a document are entered in its register, before anybody has seen a result. */
import { finding } from "../diagnostics/build.ts";
import { asError, type Finding, isError } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import type { Send } from "../seal/time-stamp.ts";
import { registerName } from "../store/register-files.ts";
import { askedOf } from "./asked-of.ts";
import { criteriaOf } from "./criteria.ts";
import type { CompileOptions } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { gapFindings } from "./register-findings.ts";
import { appendBoth, askedOnce, lineWriter, NoState, shortly, troubleOf } from "./register-writing.ts";
import type { World } from "./world.ts";

type Ready = Prepared & { readonly protocol: Protocol };
type Refused = { readonly findings: readonly Finding[] };
interface Frozen {
  readonly criteria: string;
  /** Of the line that was entered. */
  readonly time: string;
}
interface Draft extends Frozen {
  /** Without a time stamp. */
  readonly text: string;
  /** The lines that it follows. */
  readonly tips: readonly string[];
}

/** So often others may enter a line while an authority is asked. */
const mostTries = 5;

/**
 * The digest of the criteria, or why they were not frozen. Inputs that are absent are asked without.
 *
 * @param send where a time stamp over the line is asked for; null: nowhere
 * @throws NoTimeStamp
 */
export async function freeze(
  prepared: Ready,
  options: CompileOptions,
  world: World,
  send: Send | null,
): Promise<Frozen | Refused> {
  const { file } = prepared;
  try {
    for (let i = 0; i < mostTries; i++) {
      const draft = drafted(prepared, options, world);
      if ("findings" in draft) return draft;
      // Nobody has to wait for an authority: what it stamps follows the lines there are, and is asked again where there are more by then.
      const { text, criteria, time } = draft;
      const line = send === null ? text : await (await stamps()).stampedLine(text, time, send);
      if (await isEntered(draft, line, prepared, world)) return { criteria, time };
    }
    const problem = "others enter lines all the time";
    return { findings: [asError(finding("FS9601", null, { path: registerName(file), problem }))] };
  } catch (error) {
    const found = troubleOf(error, file, true);
    if (found === null) throw error;
    return { findings: [asError(found)] };
  }
}

const stamps = () => import("../seal/frozen-stamp.ts");

function drafted(prepared: Ready, options: CompileOptions, world: World): Draft | Refused {
  const { register: files, protocol } = prepared;
  const both = files.read();
  if (!files.hasCopy) throw new NoState();
  const gaps = gapFindings(both, prepared);
  if (gaps.length > 0) return { findings: gaps.map(asError) };
  const older = both.beside ?? both.copy;
  const writer = lineWriter(older, prepared, world);
  const criteria = criteriaOf(protocol);
  writer.add({ event: "frozen", asked: askedOnce(askedOf(prepared, options), older), criteria, token: null });
  const [{ text, value }] = writer.chain().lines;
  return { criteria, text, time: String(value.time), tips: older.tips };
}

/** False where somebody has entered a line meanwhile. */
const isEntered = ({ tips }: Draft, line: string, { register: files, file }: Ready, world: World): Promise<boolean> =>
  files.alone(shortly(world), () => {
    const both = files.read();
    const now = (both.beside ?? both.copy).tips;
    if (now.join() !== tips.join()) return false;
    appendBoth(files, both, [line], { isMade: both.beside === null, isStrict: true, file });
    return true;
  });

/** What is wrong with the document alone: data need not be there yet. */
export const withoutData = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((one) => !(isError(one) && one.exit === 3));
