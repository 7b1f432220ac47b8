/** Preview: documents looked at while they are written, served to a browser of this machine until somebody ends it. */
import { dirname, resolve } from "node:path";
import type { CompileOptions } from "../compile/options.ts";
import { assetsOn, buildInfo } from "../compile/package-files.ts";
import type { World } from "../compile/world.ts";
import { type Looking, looking } from "./looking.ts";
import { type Serving, serve } from "./server.ts";
import { type Watch, watchFiles } from "./watch.ts";

export interface Previewed {
  /** Options of compile that hold for all its documents. */
  readonly options: CompileOptions;
  /** 0: any that is free. */
  readonly port: number;
  readonly writes: boolean;
  /** Nobody guesses it. */
  readonly token: string;
}

/** A preview that runs. */
export interface Preview {
  /** With the token: who opens it is let in. */
  readonly address: string;
  readonly port: number;
  /** Looks at files as if they had changed. */
  changed(paths: ReadonlySet<string>): void;
  end(): Promise<void>;
}

/** Milliseconds without another change until a save is looked at: programs write a file in several steps. */
const quiet = 10;

/** @throws what the system throws where the port cannot be had */
export async function preview(
  { options, port, writes, token }: Previewed,
  world: World,
  watch: Watch = watchFiles,
): Promise<Preview> {
  const build = world.build ?? buildInfo(world.disk);
  const paths = options.documents.map((one) => resolve(world.cwd, one));
  const all: Looking[] = [];
  const serving: Serving = await serve(port, {
    names: options.documents,
    assets: assetsOn(world.disk),
    token,
    looking: (index) => all[index] ?? null,
  });
  const look = (one: Looking, changed?: ReadonlySet<string>) =>
    void one.look(changed).catch((error: Error) => {
      // Of the next save nothing is known yet: the preview goes on.
      world.err(`${one.name}: FoodSpec made a mistake of its own: ${error.message.split("\n", 1)[0]}\n`);
    });
  const changing = gathering(world, (changed) => {
    for (const [i, one] of all.entries()) {
      const { files, folders } = one.reads();
      const own = [...changed].filter((path) => path === paths[i] || files.has(path) || folders.has(dirname(path)));
      if (own.length > 0) look(one, new Set(own));
    }
  });
  const watching = watch(changing);
  const follow = () => {
    const folders = all.flatMap((one, i) => [
      dirname(paths[i]),
      ...[...one.reads().files].map((path) => dirname(path)),
      ...one.reads().folders,
    ]);
    watching.follow(new Set(folders.filter((folder) => world.disk.stands(folder) === "folder")));
  };
  for (const [i, document] of paths.entries())
    all.push(
      looking({
        document,
        options,
        world,
        build,
        writes,
        tell: (event, data) => serving.tellOf(i)(event, data),
        onReads: follow,
      }),
    );
  follow();
  for (const one of all) look(one);
  return {
    address: `http://127.0.0.1:${serving.port}/?token=${token}`,
    port: serving.port,
    changed: (changed) => {
      for (const path of changed) changing(path);
    },
    async end() {
      for (const one of all) one.end();
      await Promise.all([serving.close(), watching.close()]);
    },
  };
}

/** Gathers paths until none has come for a while, and hands them on together. */
function gathering({ pause }: Pick<World, "pause">, onQuiet: (paths: ReadonlySet<string>) => void) {
  let paths = new Set<string>();
  let turn = 0;
  return (path: string): void => {
    paths.add(path);
    const own = ++turn;
    void pause(quiet).then(() => {
      if (own !== turn) return;
      const gathered = paths;
      paths = new Set();
      onQuiet(gathered);
    });
  };
}
