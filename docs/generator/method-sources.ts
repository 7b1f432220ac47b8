/** Method sources: the pages that stand beside the methods, taken by the methods they belong to. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MethodPage, type PageForm, parsePage } from "./method-page.ts";

/** Markdown by its path below blocks/methods. */
export type MethodFiles = { readonly [path: string]: string };

export interface MethodSources {
  /** @throws Error, a sentence, where there is no page or it has not this form */
  page(path: string, form: PageForm): MethodPage;
  /** A file of another form than a method's page, without its title. */
  text(path: string): string;
  /** Whether pages stand in a folder. */
  isFolder(path: string): boolean;
  /** Pages that nobody asked for: of no method. */
  unused(): readonly string[];
}

export function methodSources(files: MethodFiles): MethodSources {
  const left = new Set(Object.keys(files));
  const take = (path: string): string => {
    if (!Object.hasOwn(files, path)) throw new Error(`there must be a page blocks/methods/${path}`);
    left.delete(path);
    return files[path];
  };
  return {
    page(path, form) {
      const text = take(path);
      try {
        return parsePage(path.replaceAll(/^.*\/|\.md$/g, ""), text, form);
      } catch (error) {
        throw new Error(`blocks/methods/${path}: ${(error as Error).message}`);
      }
    },
    text: (path) =>
      take(path)
        .replace(/^# .*\n+/, "")
        .trimEnd(),
    isFolder: (path) => Object.keys(files).some((one) => one.startsWith(`${path}/`)),
    unused: () => [...left],
  };
}

/** Every Markdown file below blocks/methods. */
export function methodFiles(root: string): MethodFiles {
  const folder = join(root, "blocks/methods");
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".md"));
  return Object.fromEntries(
    paths.sort().map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")]),
  );
}
