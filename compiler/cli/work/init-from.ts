/** `foodspec init --from`: a document that reads somebody's files; what only they know is left open. Nothing is written over. */
import { join, relative, resolve } from "node:path";
import { closest } from "../../../blocks/contract/closest.ts";
import type { Facts } from "../../../blocks/contract/refusal.ts";
import type { InputFile } from "../../../blocks/contract/running.ts";
import { type Inspected, inspected, type Written } from "../../../blocks/data/inspect/inspect.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources, withSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { filesRead, optionsOf } from "../files-read.ts";
import { type Answers, answersTo } from "../init/answers.ts";
import { besides } from "../init/beside.ts";
import { documentFrom } from "../init/from-files.ts";
import { type Joined, joinsIn } from "../init/joins.ts";
import { type Placed, patternOf, placed } from "../init/places.ts";
import { linesOf, type TypedReading } from "../read-as.ts";
import { findingsOf } from "./inspect.ts";

export interface TypedFrom extends TypedReading {
  readonly from?: readonly string[];
  readonly dir?: string;
  readonly mode?: Mode;
  readonly label?: string;
  readonly target?: readonly string[];
  readonly id?: string;
  readonly sample?: string;
  readonly batch?: string;
  readonly time?: string;
  readonly join?: readonly string[];
}

/** With what somebody answered at a terminal. */
type Told = TypedFrom & Answers;

const columnOptions = ["id", "sample", "batch", "time", "label"] as const;

export async function initFrom(
  name: string | undefined,
  paths: readonly string[],
  typed: TypedFrom,
  world: World,
): Promise<number> {
  const { files, findings } = await filesRead(paths, world);
  const shown = typed.dir ?? ".";
  const folder = resolve(world.cwd, shown);
  const joining = await joinsIn(typed.join ?? [], folder, world);
  const said = toldOf(typed, joining.joins);
  const wrong = [...besides(name, true, typed), ...clashes(typed), ...findings, ...joining.findings, ...said.findings];
  if (wrong.length > 0 || said.written === null) return refused(wrong, world);
  const looked = lookedAt(files, joining.joins, said.written, folder, typed, world);
  if (looked.found.table === null) return unread(files, looked.foundAsTyped(), world);
  const unknown = unknownColumns(typed, looked.found);
  if (unknown.length > 0) return refused(unknown, world);
  const mode = typed.mode ?? "research";
  const answered = await answersTo(looked.found, looked.told, mode, world);
  const { written } = answered === null ? said : toldOf({ ...typed, ...answered }, joining.joins);
  if (written === null) throw new Error("an answer that was chosen from a list is no option of a data block");
  const { places, found, told } =
    answered === null ? looked : lookedAt(files, joining.joins, written, folder, typed, world);
  const document = documentFrom(
    places.map(({ file }) => file),
    found,
    told,
    mode,
    joining.joins,
    patternOf(places, folder, world),
  );
  const code = write(shown, folder, [...places, ...joining.joins.map(({ place }) => place)], document, world);
  const remarked = findingsOf(found);
  if (code === 0 && remarked.length > 0) world.err(`${text(remarked, noSources, { colour: world.colour })}\n`);
  return code;
}

interface LookedAt {
  readonly places: readonly Placed[];
  readonly told: Written;
  readonly found: Inspected;
  /** By the paths that were typed: whoever is refused knows the files by these. */
  readonly foundAsTyped: () => Inspected;
}

/** Options of the `data` block as typed and answered. */
const toldOf = (typed: Told, joins: readonly Joined[]) =>
  optionsOf(
    [...columnLines(typed), ...linesOf(typed), ...joinLines(joins)],
    joins.map(({ input }) => input),
  );

/** How the files are read with what was told, at the places where the document will find them. */
function lookedAt(
  files: readonly InputFile[],
  joins: readonly Joined[],
  told: Written,
  folder: string,
  { fromName }: TypedFrom,
  world: World,
): LookedAt {
  const places = placed(files, folder, fromName?.split("/").length ?? 1, world);
  const joined = Object.fromEntries(joins.map(({ input, place }) => [input, [place.file]]));
  const found = inspected(
    places.map(({ file }) => file),
    told,
    joined,
  );
  return { places, told, found, foundAsTyped: () => inspected(files, told, joined) };
}

/** The lines of a `data` block for columns that were typed. */
function columnLines(typed: Told): readonly string[] {
  const { target = [] } = typed;
  const say = (option: string, value: unknown) => `${option}: ${JSON.stringify(value)}`;
  return [
    ...columnOptions.flatMap((option) => (typed[option] === undefined ? [] : [say(option, typed[option])])),
    ...(typed.replicates === undefined ? [] : [say("replicates", typed.replicates)]),
    ...(target.length === 0 ? [] : [target.length === 1 ? say("target", target[0]) : say("targets", target)]),
  ];
}

function joinLines(joins: readonly Joined[]): readonly string[] {
  if (joins.length === 0) return [];
  return [`join: ${JSON.stringify(Object.fromEntries(joins.map(({ input, by }) => [input, { by }])))}`];
}

function clashes({ label, target }: TypedFrom): readonly Finding[] {
  if (label === undefined || target === undefined) return [];
  const problem = "`--label` asks for classes, and a document made of files asks for one of the two";
  return [finding("FS1006", null, { option: "--target", problem })];
}

function unknownColumns(typed: TypedFrom, { columns }: Inspected): readonly Finding[] {
  const names = columns.map(({ name }) => name).filter((name) => name !== "");
  const given = [
    ...columnOptions.map((option) => [option, typed[option]] as const),
    ...(typed.target ?? []).map((target) => ["target", target] as const),
  ];
  return given.flatMap(([option, name]) =>
    name === undefined || names.includes(name)
      ? []
      : [
          finding("FS1006", null, {
            option: `--${option}`,
            problem: `the files have no column \`${name}\``,
            suggestion: closest(name, names),
            advice: names.length === 0 ? null : `their columns: ${names.join(", ")}`,
          }),
        ],
  );
}

function write(
  shown: string,
  folder: string,
  places: readonly Placed[],
  document: string,
  { disk, cwd, out, err, colour }: World,
): number {
  // The document comes last, so that it never stands without its data.
  const files = [
    ...places.flatMap(({ file, copy }) => (copy === null ? [] : [{ path: copy, content: file.bytes }])),
    { path: join(folder, "protocol.md"), content: document },
  ];
  const say = (code: string, facts: Facts): number => {
    err(text([finding(code, null, facts)], noSources, { colour }));
    return 2;
  };
  const taken = files.filter(({ path }) => disk.stands(path) !== null);
  if (taken.length > 0)
    return say("FS1141", { path: shown, files: taken.map(({ path }) => slashes(relative(folder, path))) });
  const written: string[] = [];
  try {
    for (const { path, content } of files) {
      disk.write(path, content);
      written.push(path);
    }
  } catch (error) {
    for (const path of written) disk.remove(path);
    return say("FS1143", { path: shown, problem: diskWords(error) });
  }
  const ways = written.map((path) => slashes(relative(cwd, path)));
  for (const way of ways) out(`${way}\n`);
  err(`next: foodspec check ${ways[ways.length - 1]}\n`);
  return 0;
}

function unread(files: Parameters<typeof inspected>[0], found: Inspected, { err, colour }: World): number {
  const sources = withSources(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])));
  err(`${text(findingsOf(found), sources, { colour })}\n`);
  return 3;
}

function refused(findings: readonly Finding[], { err, colour }: World): number {
  err(`${text(findings, noSources, { colour })}\n`);
  return exitCode(findings);
}
