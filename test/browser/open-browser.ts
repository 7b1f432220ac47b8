/** Opens one browser for the tests: what FOODSPEC_BROWSER names, Playwright's own, the system's, or the one npm brings. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { candidates } from "../../compiler/print/candidates.ts";
import { packagedBrowser, packageName } from "../../compiler/print/packaged.ts";

const root = join(dirname(import.meta.dirname), "..");

/** Null where none starts; then it says so, with the reasons. */
export async function openBrowser(): Promise<Browser | null> {
  const { chromium } = await import("playwright-core");
  const reasons: string[] = [];
  for (const { source, path } of candidates({ env: process.env, cwd: process.cwd() })) {
    try {
      const program = source === "package" ? packaged() : { executable: path, libraries: null };
      return await chromium.launch({
        ...(program.executable === null ? {} : { executablePath: program.executable }),
        ...(program.libraries === null ? {} : { env: { ...process.env, LD_LIBRARY_PATH: program.libraries } }),
        args: ["--disable-gpu", "--force-color-profile=srgb"],
      });
    } catch (error) {
      reasons.push(`${source}: ${String(error).split("\n")[0]}`);
    }
  }
  process.stderr.write(
    `No browser started, so the tests of the report in a browser are skipped.\n${reasons.join("\n")}\nInstall one (apt-get install chromium) or name one in FOODSPEC_BROWSER.\n`,
  );
  return null;
}

/** Unpacked once, beside the package, and found there by later runs. */
function packaged(): { executable: string; libraries: string } {
  const folder = join(root, "node_modules", packageName);
  if (!existsSync(folder)) throw new Error("it is not installed");
  return packagedBrowser(join(folder, "bin"), join(root, "node_modules/.cache/foodspec"), () => undefined);
}
