/** `foodspec __complete -- WORD…`: what the last, unfinished word may become, one a line. */
import { dirname, join, relative, resolve } from "node:path";
import { registry } from "../../../blocks/registry.ts";
import { runsBelow } from "../../compile/past-runs.ts";
import { rootAbove, slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { catalogue } from "../../diagnostics/catalogue.ts";
import { namesIn, readText } from "../../store/disk.ts";
import type { Command } from "../command.ts";
import { exitCodes } from "../help.ts";
import { starters } from "../init/starters.ts";

/** Nothing is thrown, and what cannot be known is left out: a shell waits for it. Always 0. */
export function completeCommand(words: readonly string[], commands: readonly Command<never>[], world: World): number {
  const [name, ...rest] = words;
  const begun = words.at(-1) ?? "";
  const command = commands.find((one) => one.name === name);
  const found = command === undefined ? commands.map((one) => one.name) : wordsFor(command, rest, world);
  const fitting = [...new Set(found)].filter((word) => word.startsWith(begun));
  world.out(fitting.map((word) => `${word}\n`).join(""));
  return 0;
}

function wordsFor(command: Command<never>, rest: readonly string[], world: World): readonly string[] {
  const begun = rest.at(-1) ?? "";
  const before = rest.at(-2) ?? "";
  const option = command.options.find(({ flags }) => flags.split(/[ ,]+/).includes(before));
  if (option !== undefined && /[<[]/.test(option.flags)) return option.choices ?? valuesOf(before, rest, world);
  if (begun.startsWith("-"))
    return command.options.flatMap(({ flags }) => flags.split(/[ ,]+/).filter((word) => word.startsWith("--")));
  return command.arguments.flatMap(
    ({ written, choices }) => choices ?? argumentsOf(command.name, written, rest, world),
  );
}

/** What may stand behind an option whose values are not a closed list. */
function valuesOf(option: string, rest: readonly string[], world: World): readonly string[] {
  if (option === "--scheme") return Object.keys(registry.schemes);
  if (option === "--mode" || option === "-m") return ["research", "regulatory", "monitoring"];
  if (option === "--force-block") return rest.flatMap((word) => blockIds(word, world));
  if (option === "-p" || option === "--protocol")
    return [...documents(rest.at(-1) ?? "", world), ...Object.keys(starters)];
  return [];
}

function argumentsOf(command: string, written: string, rest: readonly string[], world: World): readonly string[] {
  const begun = rest.at(-1) ?? "";
  if (command === "explain")
    return [...catalogue.keys(), ...exitCodes.map(({ code }) => String(code)), ...Object.keys(registry.kinds)];
  if (/run\b/.test(written)) return ["latest", ...runs(world), ...documents(begun, world)];
  if (/document|file/.test(written)) return documents(begun, world);
  if (/block/.test(written)) return rest.flatMap((word) => blockIds(word, world));
  return [];
}

/** Markdown files and folders in the folder of the word that is begun. */
function documents(begun: string, { disk, cwd }: World): readonly string[] {
  const folder = begun.endsWith("/") ? begun : begun.includes("/") ? `${dirname(begun)}/` : "";
  return quietly(() =>
    namesIn(disk, resolve(cwd, folder)).flatMap((name) => {
      if (name.startsWith(".") || name === "node_modules") return [];
      const isFolder = disk.stands(join(resolve(cwd, folder), name)) === "folder";
      return isFolder ? [`${folder}${name}/`] : name.endsWith(".md") ? [`${folder}${name}`] : [];
    }),
  );
}

const runs = ({ disk, cwd }: World): readonly string[] =>
  quietly(() =>
    runsBelow(disk, rootAbove(disk, disk.realPath(cwd))).flatMap(({ path, hasResults }) =>
      hasResults ? [slashes(relative(cwd, path))] : [],
    ),
  );

/** Ids of the blocks of a document, by their fences: a document that is being written need not be whole. */
const blockIds = (document: string, { disk, cwd }: World): readonly string[] =>
  document.endsWith(".md")
    ? quietly(() =>
        [...readText(disk, resolve(cwd, document)).matchAll(/^```+foodspec[ \t]+(\w+)(?:[ \t]+#([\w-]+))?/gm)].map(
          ([, kind, id]) => id ?? kind,
        ),
      )
    : [];

function quietly(find: () => readonly string[]): readonly string[] {
  try {
    return find();
  } catch {
    return [];
  }
}
