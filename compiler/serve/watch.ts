/** Watch: tells of files that changed in a set of folders that may change itself. */
import { watch as chokidar } from "chokidar";

export interface Watching {
  /** Watches these folders from now on, and no others; not what lies deeper. */
  follow(folders: ReadonlySet<string>): void;
  close(): Promise<void>;
}

/** @param onChange told of each file that came, changed or went, by its absolute path */
export type Watch = (onChange: (path: string) => void) => Watching;

/** Watches by what the system says; where it says nothing (a share of another machine), CHOKIDAR_USEPOLLING has it look. */
export const watchFiles: Watch = (onChange) => {
  const watcher = chokidar([], { ignoreInitial: true, depth: 0, atomic: false, ignorePermissionErrors: true });
  let followed: ReadonlySet<string> = new Set();
  for (const event of ["add", "change", "unlink"] as const) watcher.on(event, (path) => onChange(path));
  // What cannot be watched is looked at with the next save of what can.
  watcher.on("error", () => undefined);
  return {
    follow(folders) {
      const fresh = [...folders].filter((one) => !followed.has(one));
      const old = [...followed].filter((one) => !folders.has(one));
      followed = folders;
      if (fresh.length > 0) watcher.add(fresh);
      if (old.length > 0) watcher.unwatch(old);
    },
    close: () => watcher.close(),
  };
};
