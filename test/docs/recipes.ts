/** Recipes of CONTRIBUTING: the files that each writes and changes, and a copy of the sources in which all were followed. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { documentAt, root } from "./documents.ts";

export interface Recipe {
  /** Its heading: "Add an estimator". */
  readonly title: string;
  /** Fences that name a file, in order: its whole text, or lines of it with those to be added. */
  readonly edits: readonly Edit[];
  /** Command lines, in order. */
  readonly commands: readonly string[];
}

interface Edit {
  readonly path: string;
  readonly isChange: boolean;
  readonly text: string;
}

/** The recipes, as they stand in the page. */
export function recipes(): readonly Recipe[] {
  const found: { title: string; edits: Edit[]; commands: string[] }[] = [];
  for (const node of documentAt("docs/CONTRIBUTING.md").tree.children) {
    const recipe = found.at(-1);
    if (node.type === "heading" && node.depth === 3) {
      const [title] = node.children;
      found.push({ title: title?.type === "text" ? title.value : "", edits: [], commands: [] });
    } else if (node.type === "code" && recipe !== undefined) {
      if (node.lang === "sh") recipe.commands.push(...node.value.split("\n"));
      else if (typeof node.meta === "string")
        recipe.edits.push({ path: node.meta, isChange: node.lang === "diff", text: node.value });
    }
  }
  return found.filter(({ title }) => title.startsWith("Add "));
}

/** Copies the sources into a folder of its own and does there what the recipes say. Throws where a fence fits no file. */
export function followed(all: readonly Recipe[]): string {
  const folder = mkdtempSync(join(tmpdir(), "foodspec-recipes-"));
  for (const name of ["analyses", "blocks", "compiler", "docs", "schemas", "test"])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: isSource });
  for (const name of ["package.json", "package-lock.json", "tsconfig.json", ".biome.json", "README.md", "CHANGELOG.md"])
    cpSync(join(root, name), join(folder, name));
  for (const name of ["node_modules", "templates", "LICENSE", "verify.py"])
    symlinkSync(join(root, name), join(folder, name));
  for (const { path, isChange, text } of all.flatMap(({ edits }) => edits)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, isChange ? changed(path, readFileSync(file, "utf8"), text) : `${text}\n`);
  }
  return folder;
}

/** Runs and stores of whoever works here stay behind. */
const isSource = (path: string): boolean => !["runs", ".foodspec", "coverage"].includes(basename(path));

/** Each part of a change, between lines `@@`, in its place: the one where its lines stand without those it adds. */
function changed(path: string, text: string, change: string): string {
  return change.split(/^@@\n/m).reduce((now, part) => {
    const lines = part.replace(/\n$/, "").split("\n");
    const without = (sign: string) =>
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join("");
    const [before, ...others] = now.split(without("+"));
    if (others.length !== 1) throw new Error(`${path} has ${others.length} places for\n${part}`);
    return before + without("-") + others[0];
  }, text);
}
