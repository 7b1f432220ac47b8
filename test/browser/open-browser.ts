/** Opens one browser for the tests: what FOODSPEC_BROWSER names, Playwright's own, the system's, or the one npm brings. */
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { candidates } from "../../compiler/print/candidates.ts";
import { fontconfig } from "../../compiler/print/fontconfig.ts";
import { packagedBrowser, packagedFonts, packageName } from "../../compiler/print/packaged.ts";

const root = join(dirname(import.meta.dirname), "..");

/** Null where none starts; then it says so, with the reasons. */
export async function openBrowser(): Promise<Browser | null> {
  const { chromium } = await import("playwright-core");
  const reasons: string[] = [];
  for (const { source, path } of candidates({ env: process.env, cwd: process.cwd() })) {
    try {
      const program = source === "package" ? packaged() : { executablePath: path ?? undefined };
      return await chromium.launch({ ...program, args: ["--disable-gpu", "--force-color-profile=srgb"] });
    } catch (error) {
      reasons.push(`${source}: ${String(error).split("\n")[0]}`);
    }
  }
  process.stderr.write(
    `No browser started, so the tests of the report in a browser are skipped.\n${reasons.join("\n")}\nInstall one (apt-get install chromium) or name one in FOODSPEC_BROWSER.\n`,
  );
  return null;
}

/** Unpacked once, beside the package, and found there by later runs; with the libraries and fonts a bare machine lacks. */
function packaged(): { executablePath: string; env: { [name: string]: string } } {
  const folder = join(root, "node_modules", packageName);
  if (!existsSync(folder)) throw new Error("it is not installed");
  const store = join(root, "node_modules/.cache/foodspec");
  const { executable, libraries } = packagedBrowser(join(folder, "bin"), store, () => undefined);
  const config = join(store, "fonts.conf");
  writeFileSync(config, fontconfig([packagedFonts(join(folder, "bin"), store)], join(store, "fonts")));
  const env = { HOME: store, PATH: process.env.PATH ?? "", LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: config };
  return { executablePath: executable, env };
}

/** Errors of a page from now on, of its script and of what it loads; more come as they happen. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}
