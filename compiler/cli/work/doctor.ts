/** `foodspec doctor`: what was found on this machine, and what to paste into a report of a mistake. */

import { assetsOn, buildInfo } from "../../compile/package-files.ts";
import { storeProblem } from "../../compile/store-findings.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { printing } from "./doctor-printing.ts";
import type { Look } from "./look.ts";
import { storeOf } from "./runs.ts";
import type { SelfTestOptions } from "./self-test.ts";

/** Exit code 0 where everything that compile needs, `--pdf` included, is there, else 8. */
export async function doctorCommand(world: World, { output, key }: SelfTestOptions = {}): Promise<number> {
  if (output !== undefined || key !== undefined) {
    const found = finding("FS1197", null, { option: output === undefined ? "--key" : "-o", needs: "--self-test" });
    world.err(text([found], noSources, { colour: world.colour }));
    return found.exit;
  }
  const looks = [node(world), templates(world), store(world), ...(await printing(world))];
  const build = buildInfo(world.disk);
  world.out(`foodspec ${build.version} on ${world.machine.os}\nprogram ${build.program()}\n`);
  for (const { what, found, help, more = [] } of looks) {
    world.out(`${help === null ? "ok      " : "missing "}  ${what}: ${found}\n`);
    for (const line of help === null ? more : [...more, help]) world.out(`          ${line}\n`);
  }
  return looks.every(({ help }) => help === null) ? 0 : 8;
}

function node({ machine }: World): Look {
  const [major, minor] = machine.node.split(".").map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return { what: "Node.js", found: machine.node, help: isNew ? null : "install Node.js 20.19 or newer" };
}

function templates({ disk }: World): Look {
  try {
    assetsOn(disk).text("report/layout.html");
    return { what: "report templates", found: "there", help: null };
  } catch {
    return { what: "report templates", found: "not beside the program", help: "install foodspec again" };
  }
}

/** The folder named by FOODSPEC_CACHE, or `.foodspec` in the root of the working directory; its nearest existing parent is asked. */
function store(world: World): Look {
  const { disk } = world;
  const { store, root } = storeOf(undefined, world);
  const { folder } = store;
  const [problem] = storeProblem(store, root);
  if (problem !== undefined) return { what: "store", found: problem.message, help: problem.help[0] };
  let asked = folder;
  while (disk.stands(asked) === null)
    asked = asked.slice(0, Math.max(asked.lastIndexOf("/"), asked.lastIndexOf("\\"), 1));
  if (disk.stands(asked) === "folder" && disk.isWritable(asked))
    return { what: "store", found: asked === folder ? "there and writable" : "can be made", help: null };
  return {
    what: "store",
    found: "cannot be written",
    help: "make the folder writable, or name another in FOODSPEC_CACHE",
  };
}
