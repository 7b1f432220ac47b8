/** Printer: the first browser that starts, and what was wrong with those before it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserType, LaunchOptions } from "playwright-core";
import type { FoundBrowser, PrintMeans, Skipped } from "../compile/printing.ts";
import { temporaryName } from "../store/files.ts";
import { type Candidate, candidates } from "./candidates.ts";
import { fontconfig, systemFonts } from "./fontconfig.ts";
import { packagedBrowser, packagedFonts, packageName } from "./packaged.ts";
import { whyNot } from "./why-not.ts";

/** Print means with a folder for the browser. */
export type PrintEffects = PrintMeans & { readonly folder: string };

export interface Printer {
  readonly browser: FoundBrowser;
  /**
   * Prints a page that loads nothing: scripts off, offline, every request refused, a context of its own.
   *
   * @returns PDF as Chromium wrote it, tagged and with bookmarks
   */
  readonly print: (html: string) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

export interface Opened {
  /** Null where no browser starts. */
  readonly printer: Printer | null;
  readonly skipped: readonly Skipped[];
}

/** Boxes in page margins, where header and footer stand, came with Chromium 131. */
const oldest = 131;
const launchLimit = 30_000;
const printLimit = 120_000;

/**
 * Starts the first browser that does, in the order of the candidates.
 *
 * @param fonts `own`: only what the page brings and what npm brings, so that the machine's fonts change nothing; `all`: the machine's too
 * @throws the signal's reason when cancelled
 */
export async function openPrinter(effects: PrintEffects, fonts: "own" | "all" = "own"): Promise<Opened> {
  const skipped: Skipped[] = [];
  for (const candidate of candidates(effects)) {
    effects.signal.throwIfAborted();
    const home = join(effects.folder, temporaryName(process.pid));
    try {
      // A folder that the browser may take for its own; a killed process leaves one that the next run sweeps.
      mkdirSync(home, { recursive: true });
      const started = await start(candidate, home, fonts, effects);
      return { printer: printerOf(started, candidate, home, effects), skipped };
    } catch (error) {
      removeHome(home);
      skipped.push({ ...candidate, reason: whyNot(error) });
    }
  }
  return { printer: null, skipped };
}

/** What cannot be removed now the next run sweeps. */
function removeHome(home: string): void {
  try {
    rmSync(home, { recursive: true, force: true });
  } catch {
    // Where the folder above it is none, or its disk is gone, there is nothing to remove.
  }
}

interface Started {
  readonly browser: Browser;
  readonly isSandboxed: boolean;
  readonly path: string;
}

async function start(
  { source, path }: Candidate,
  home: string,
  fonts: "own" | "all",
  effects: PrintEffects,
): Promise<Started> {
  const { chromium } = await playwright(home);
  const program = source === "package" ? unpack(effects) : { executable: path, libraries: null };
  const config = join(home, "fonts.conf");
  const folders = [...ownFonts(effects), ...(fonts === "all" ? systemFonts : [])];
  writeFileSync(config, fontconfig(folders, join(home, "fonts")));
  const options: LaunchOptions = {
    ...(program.executable === null ? {} : { executablePath: program.executable }),
    args: ["--font-render-hinting=none", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"],
    env: {
      PATH: effects.env.PATH ?? "",
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
      TZ: "UTC",
      LANG: "C.UTF-8",
      FONTCONFIG_FILE: config,
      FONTCONFIG_PATH: home,
      ...(program.libraries === null ? {} : { LD_LIBRARY_PATH: program.libraries }),
    },
    timeout: launchLimit,
    // Ctrl-C is ours: the run ends as cancelled and says so.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  const { browser, isSandboxed } = await withTemporary(home, () => sandboxed(options, chromium));
  const version = browser.version();
  if (Number.parseInt(version, 10) >= oldest)
    return { browser, isSandboxed, path: program.executable ?? chromium.executablePath() };
  await browser.close();
  throw new Error(`its version ${version} is too old, ${oldest} is needed`);
}

/**
 * In its own sandbox where the machine lets it be, else without: containers often forbid the name spaces it is made of, and a
 * superuser's Chromium starts with none. What it prints is a page without scripts that loads nothing.
 */
async function sandboxed(
  options: LaunchOptions,
  chromium: BrowserType,
): Promise<{ browser: Browser; isSandboxed: boolean }> {
  if (process.getuid?.() !== 0)
    try {
      return { browser: await chromium.launch({ ...options, chromiumSandbox: true }), isSandboxed: true };
    } catch {
      // What else ails it is told by the second attempt.
    }
  return { browser: await chromium.launch({ ...options, chromiumSandbox: false }), isSandboxed: false };
}

/**
 * Playwright keeps profiles in the system's temporary folder, and leaves them there where a browser does not start or this
 * process is killed: in the browser's home they go with it.
 */
async function withTemporary<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Loading Playwright asks for the user's home, which a user in a container may not have: the browser's serves as well. */
function playwright(home: string) {
  try {
    homedir();
  } catch {
    process.env.HOME = home;
  }
  return import("playwright-core");
}

function unpack(effects: PrintEffects) {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("what npm brings is for Linux on x86-64 only");
  const folder = effects.packageFolder(packageName);
  if (folder === null) throw new Error("it is not installed");
  return packagedBrowser(join(folder, "bin"), effects.folder, () =>
    effects.say("unpacking the browser that npm brought; this happens once"),
  );
}

/** Fonts for what a page does not bring itself. */
function ownFonts(effects: PrintEffects): readonly string[] {
  const folder = effects.packageFolder(packageName);
  try {
    return folder === null ? [] : [packagedFonts(join(folder, "bin"), effects.folder)];
  } catch {
    return [];
  }
}

function printerOf(
  { browser, isSandboxed, path }: Started,
  { source }: Candidate,
  home: string,
  effects: PrintEffects,
): Printer {
  return {
    browser: { name: "Chromium", version: browser.version(), source, isSandboxed, path },
    async print(html) {
      const limit = AbortSignal.any([effects.signal, AbortSignal.timeout(printLimit)]);
      limit.throwIfAborted();
      const aborted = new Promise<never>((_, reject) => {
        limit.addEventListener("abort", () => reject(limit.reason), { once: true });
      });
      return Promise.race([printed(browser, html), aborted]);
    },
    async close() {
      await browser.close();
      removeHome(home);
    },
  };
}

async function printed(browser: Browser, html: string): Promise<Uint8Array> {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true, colorScheme: "light" });
  try {
    const page = await context.newPage();
    await page.route("**/*", (route) => route.abort());
    await page.emulateMedia({ media: "print" });
    await page.setContent(html, { waitUntil: "load" });
    // Letters whose font is still being read would print as nothing. Ours is the only script that runs here.
    await page.evaluate("document.fonts.ready.then(() => true)");
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  } finally {
    await context.close();
  }
}
