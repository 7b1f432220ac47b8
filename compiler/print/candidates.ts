/** Candidates: the browsers a machine may have, in the order in which they are tried. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

export const sources = ["FOODSPEC_BROWSER", "playwright", "system", "package"] as const;
export type BrowserSource = (typeof sources)[number];

export interface Candidate {
  readonly source: BrowserSource;
  /** Absolute path; null where Playwright or the package knows it. */
  readonly path: string | null;
}

/** Everything outside that finding and starting a browser touches. */
export interface PrintEffects {
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Folder of the store: a browser that npm brings is unpacked there. */
  readonly store: string;
  /** Folder of an installed package; null where it is not installed. */
  readonly packageFolder: (name: string) => string | null;
  /** Aborted to cancel. */
  readonly signal: AbortSignal;
  /** Tells somebody who waits. */
  readonly say: (sentence: string) => void;
}

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
export function candidates({ env, cwd }: Pick<PrintEffects, "env" | "cwd">): readonly Candidate[] {
  const named = env.FOODSPEC_BROWSER ?? "";
  return [
    ...(named === "" ? [] : [{ source: "FOODSPEC_BROWSER", path: resolve(cwd, named) } as const]),
    { source: "playwright", path: null },
    ...systemBrowsers(env).map((path) => ({ source: "system", path }) as const),
    { source: "package", path: null },
  ];
}

function systemBrowsers(env: PrintEffects["env"]): readonly string[] {
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
