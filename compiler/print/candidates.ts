/** Candidates: the browsers a machine may have, in the order in which they are tried. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { PrintMeans, Skipped } from "../compile/printing.ts";

export type Candidate = Pick<Skipped, "source" | "path">;

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const fixed: { readonly [platform: string]: readonly string[] } = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** What FOODSPEC_BROWSER names, Playwright's own, the system's, and the one npm brings. */
export function candidates({ env, cwd }: Pick<PrintMeans, "env" | "cwd">): readonly Candidate[] {
  const named = env.FOODSPEC_BROWSER ?? "";
  return [
    ...(named === "" ? [] : [{ source: "FOODSPEC_BROWSER", path: resolve(cwd, named) } as const]),
    { source: "playwright", path: null },
    ...systemBrowsers(env).map((path) => ({ source: "system", path }) as const),
    { source: "package", path: null },
  ];
}

function systemBrowsers(env: PrintMeans["env"]): readonly string[] {
  const onPath = names.flatMap((name) =>
    (env.PATH ?? "")
      .split(delimiter)
      .filter((folder) => folder !== "")
      .map((folder) => join(folder, name))
      .filter(isProgram)
      .slice(0, 1),
  );
  return [...new Set([...onPath, ...(fixed[process.platform] ?? []).filter(isProgram)])];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
