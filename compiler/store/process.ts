/** Who is alive: a process is known by host, number and start, since numbers are used again. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

export interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Ticks since boot at which it started; null where the system does not tell. */
  readonly start: string | null;
}

/** This process. */
export function self(): Holder {
  return { host: hostname(), pid: process.pid, start: startOf(process.pid) };
}

/** False only where it is certain that the process is gone: another host's processes cannot be seen from here. */
export function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const start = startOf(holder.pid);
  return holder.start === null || start === null || start === holder.start;
}

function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command, in brackets, may hold spaces: the 22nd field is counted from behind it. A zombie is as good as gone.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "gone" : fields[19];
  } catch {
    return null;
  }
}
