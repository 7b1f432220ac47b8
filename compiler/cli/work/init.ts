/** `foodspec init`: a document to begin with, its data and a README, in a folder of its own; never over what stands there. */
import { join, relative, resolve } from "node:path";
import { closest } from "../../../blocks/contract/closest.ts";
import type { Facts } from "../../../blocks/contract/refusal.ts";
import { diskWords } from "../../compile/disk-words.ts";
import { assetsOn } from "../../compile/package-files.ts";
import { slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { readText } from "../../store/disk.ts";
import { besides } from "../init/beside.ts";
import { isProblem, sizesOf, type TypedSizes } from "../init/sizes.ts";
import { namesOf, starterFiles } from "../init/starter-files.ts";
import { starters } from "../init/starters.ts";

export interface InitOptions extends TypedSizes {
  /** Where it goes (default: a folder with the starter's name). */
  readonly dir?: string;
}

export function initCommand(name: string | undefined, typed: InitOptions, world: World): number {
  const beside = besides(name, false, typed);
  if (beside.length > 0) {
    world.err(text(beside, noSources, { colour: world.colour }));
    return 2;
  }
  if (name === undefined) return listStarters(world);
  if (!Object.hasOwn(starters, name)) {
    const allowed = Object.keys(starters);
    return refused("FS1140", { name, suggestion: closest(name, allowed), allowed }, world);
  }
  const sizes = sizesOf(typed, starters[name]);
  if (isProblem(sizes)) return refused("FS1142", { ...sizes }, world);
  const shown = typed.dir ?? name;
  const folder = resolve(world.cwd, shown);
  const taken = [...namesOf(starters[name])].sort().filter((file) => world.disk.stands(join(folder, file)) !== null);
  if (taken.length > 0) return refused("FS1141", { path: shown, files: taken }, world);
  const files = starterFiles(name, starters[name], sizes, (file) =>
    assetsOn(world.disk).text(`starters/${name}/${file}`),
  );
  const written: string[] = [];
  try {
    for (const [path, lines] of gitFiles(folder)) if (keepLines(path, lines, world)) written.push(path);
    for (const file of Object.keys(files)) {
      world.disk.write(join(folder, file), files[file]);
      written.push(join(folder, file));
    }
  } catch (error) {
    for (const path of written) world.disk.remove(path);
    return refused("FS1143", { path: shown, problem: diskWords(error) }, world);
  }
  const ways = written.map((path) => slashes(relative(world.cwd, path)));
  for (const way of ways) world.out(`${way}\n`);
  world.err(`next: foodspec compile ${ways[ways.length - 1]}\n`);
  world.err(`once a clone, so that git merges lock files: ${driver}\n`);
  return 0;
}

/** Names the driver that .gitattributes asks for; git keeps it out of what is committed. */
const driver = 'git config merge.foodspec-lock.driver "foodspec merge-lock %O %A %B"';

/** What git is told: to join two registers line by line, to merge lock files by their driver, to leave out what is made anew. */
const gitFiles = (folder: string): readonly (readonly [path: string, lines: readonly string[]])[] => [
  [
    join(folder, ".gitattributes"),
    ["*.register.jsonl merge=union", "foodspec.lockbox.jsonl merge=union", "*.lock.yaml merge=foodspec-lock"],
  ],
  [join(folder, ".gitignore"), [".foodspec/", "runs/"]],
];

/** Adds the lines that are not there; what else stands there stays. True where the file is a new one. */
function keepLines(path: string, lines: readonly string[], { disk }: World): boolean {
  const isNew = disk.stands(path) === null;
  const stands = isNew ? "" : readText(disk, path);
  const lacking = lines.filter((line) => !stands.split(/\r?\n/).includes(line));
  if (lacking.length === 0) return false;
  const end = stands === "" || stands.endsWith("\n") ? "" : "\n";
  disk.write(path, `${stands}${end}${lacking.map((line) => `${line}\n`).join("")}`);
  return isNew;
}

function listStarters({ out }: World): number {
  const longest = Math.max(...Object.keys(starters).map((name) => name.length));
  for (const [name, { says }] of Object.entries(starters)) out(`${name.padEnd(longest)}  ${says}\n`);
  return 0;
}

function refused(code: string, facts: Facts, { err, colour }: World): number {
  err(text([finding(code, null, facts)], noSources, { colour }));
  return 2;
}
