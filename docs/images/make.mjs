/** Makes report.png: the report of analyses/meat-fat as a browser shows it. Needs a build, and Chromium or Chrome (FOODSPEC_BROWSER). */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "foodspec-picture-"));
const browsers = [process.env.FOODSPEC_BROWSER, "chromium", "chromium-browser", "google-chrome"].filter(
  (name) => name !== undefined,
);
const browser = browsers.find((name) => spawnSync(name, ["--version"]).status === 0);
if (browser === undefined) throw new Error("no browser found: set FOODSPEC_BROWSER");

const env = {
  ...process.env,
  SOURCE_DATE_EPOCH: "1767225600",
  FOODSPEC_CACHE: join(scratch, "store"),
  FOODSPEC_STATE: join(scratch, "state"),
};
const run = (command, args) => {
  const { status, stderr } = spawnSync(command, args, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
};
for (const name of ["protocol.md", "meats-nir.csv"])
  copyFileSync(join(root, "analyses/meat-fat", name), join(scratch, name));
run(process.execPath, [join(root, "dist/foodspec.js"), "compile", join(scratch, "protocol.md"), "-o", scratch]);
const folder = readdirSync(scratch).find((name) => /^\d{8}_/.test(name));
const picture = join(scratch, "report.png");
const report = pathToFileURL(join(scratch, folder, "report/index.html")).href;
const [width, height] = [1000, 1240];
// The report in a frame of its own width, so that the picture does not hang on the width of a window.
const frame = join(scratch, "frame.html");
writeFileSync(
  frame,
  `<body style="margin:0"><iframe src="${report}" style="border:0;width:${width}px;height:${height}px"></iframe></body>`,
);
run(browser, [
  "--headless",
  "--no-sandbox",
  "--hide-scrollbars",
  "--force-color-profile=srgb",
  `--user-data-dir=${join(scratch, "profile")}`,
  `--window-size=${width},${height}`,
  `--screenshot=${picture}`,
  pathToFileURL(frame).href,
]);
copyFileSync(picture, join(import.meta.dirname, "report.png"));
process.stdout.write(`docs/images/report.png: ${statSync(picture).size} bytes\n`);
rmSync(scratch, { recursive: true, force: true });
