/** `foodspec doctor`: what was found on this machine, and what to paste into a report of a mistake. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { arch, platform, release } from "node:os";
import type { Effects } from "../../compile/effects.ts";
import { assets, buildInfo } from "../../compile/package-files.ts";
import { rootAbove, storeFolder } from "../../compile/root.ts";
import { printing } from "./doctor-printing.ts";
import type { Look } from "./look.ts";

/** Exit code 0 where everything that compile needs, `--pdf` included, is there, else 8. */
export async function doctorCommand(effects: Effects): Promise<number> {
  const looks = [node(), templates(), store(effects), ...(await printing(effects))];
  const build = buildInfo();
  effects.out(`foodspec ${build.version} on ${platform()} ${release()} ${arch()}\n`);
  for (const { what, found, help, more = [] } of looks) {
    effects.out(`${help === null ? "ok      " : "missing "}  ${what}: ${found}\n`);
    for (const line of help === null ? more : [...more, help]) effects.out(`          ${line}\n`);
  }
  return looks.every(({ help }) => help === null) ? 0 : 8;
}
function node(): Look {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return { what: "Node.js", found: process.versions.node, help: isNew ? null : "install Node.js 20.19 or newer" };
}

function templates(): Look {
  try {
    assets.text("report/layout.html");
    return { what: "report templates", found: "there", help: null };
  } catch {
    return { what: "report templates", found: "not beside the program", help: "install foodspec again" };
  }
}

/** The folder named by FOODSPEC_CACHE, or `.foodspec` in the root of the working directory; its nearest existing parent is asked. */
function store({ cwd, env }: Effects): Look {
  const folder = storeFolder(rootAbove(cwd), env);
  let asked = folder;
  while (!existsSync(asked)) asked = asked.slice(0, Math.max(asked.lastIndexOf("/"), asked.lastIndexOf("\\"), 1));
  try {
    if (!statSync(asked).isDirectory()) throw new Error("a file stands where a folder should");
    accessSync(asked, constants.W_OK);
    return { what: "store", found: existsSync(folder) ? "there and writable" : "can be made", help: null };
  } catch {
    return {
      what: "store",
      found: "cannot be written",
      help: "make the folder writable, or name another in FOODSPEC_CACHE",
    };
  }
}
