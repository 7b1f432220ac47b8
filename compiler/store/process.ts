/** Who is alive: a process is known by host, boot, number and start, since numbers are used again. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

export interface Holder {
  readonly host: string;
  /** Of the system's last start; absent or null where it does not tell. */
  readonly boot_id?: string | null;
  readonly pid: number;
  /** Ticks since boot at which it started; null where the system does not tell. */
  readonly start: string | null;
}

/** This process. */
export function self(): Holder {
  return { host: hostname(), boot_id: bootId(), pid: process.pid, start: startOf(process.pid) };
}

/** True of two names of one process. */
export const isSame = (one: Holder, other: Holder): boolean =>
  one.host === other.host &&
  one.pid === other.pid &&
  one.start === other.start &&
  (one.boot_id ?? null) === (other.boot_id ?? null);

/** False only where it is certain that the process is gone: another host's processes cannot be seen from here. */
export function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  const boot = bootId();
  if (typeof holder.boot_id === "string" && boot !== null && holder.boot_id !== boot) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const start = startOf(holder.pid);
  return holder.start === null || start === null || start === holder.start;
}

/** What a file says of a holder; null where it names none. */
export function holderIn(bytes: Uint8Array | null): Holder | null {
  try {
    const found: unknown = bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
    return isHolder(found) ? found : null;
  } catch {
    return null;
  }
}

function isHolder(found: unknown): found is Holder {
  if (typeof found !== "object" || found === null) return false;
  const { host, pid, start, boot_id } = found as { readonly [name: string]: unknown };
  const isText = (value: unknown): boolean => value === null || typeof value === "string";
  // Of 0 and below the system's answer would be about a group of processes.
  const isNumber = typeof pid === "number" && Number.isInteger(pid) && pid > 0;
  return typeof host === "string" && isNumber && isText(start) && isText(boot_id ?? null);
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

let boot: string | null | undefined;

/** Asked once. @see proc(5), /proc/sys/kernel/random/boot_id */
function bootId(): string | null {
  if (boot === undefined) {
    try {
      boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    } catch {
      boot = null;
    }
  }
  return boot;
}
