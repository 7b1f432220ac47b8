/** `foodspec preview`: serves documents to a browser of this machine until somebody ends it. */
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { readOrNull, whyUnreadable } from "../../compile/unreadable.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import { cancelledBy } from "../../run/cancel.ts";
import { type Preview, type Previewed, preview } from "../../serve/preview.ts";
import { aborted } from "./aborted.ts";
import { sayFindings } from "./say-findings.ts";

export async function previewCommand(
  asked: Omit<Previewed, "token">,
  isOpened: boolean,
  world: World,
): Promise<number> {
  const { disk, cwd } = world;
  const unread = asked.options.documents.filter((one) => readOrNull(disk, resolve(cwd, one)) === null);
  if (unread.length > 0)
    return sayFindings(
      unread.map((one) => whyUnreadable(disk, resolve(cwd, one), one)),
      world,
    );
  const started = await startedAt(asked, world);
  if ("code" in started) return sayFindings([started], world);
  world.out(`${started.address}\n`);
  if (isOpened && world.isTerminal && !(await world.show(started.address)))
    world.err("nothing was found that opens it: open the address above yourself\n");
  await aborted(world.signal);
  await started.end();
  return cancelledBy(world.signal).exitCode;
}

/** A finding where the port cannot be had. */
async function startedAt(asked: Omit<Previewed, "token">, world: World): Promise<Preview | ReturnType<typeof finding>> {
  try {
    return await preview({ ...asked, token: randomBytes(16).toString("hex") }, world);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    const problem = code === "EACCES" ? "you have no permission" : "another program has it";
    return finding("FS1171", null, { port: asked.port, problem });
  }
}
