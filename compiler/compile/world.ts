/** World: all of the outside that compiling touches, in one value. Nothing below reads a clock, a file or a variable by itself. */
import type { Who } from "../../schemas/register.ts";
import type { Draw } from "../draw/draw.ts";
import type { Alone } from "../run/alone.ts";
import type { Ask } from "../run/elsewhere.ts";
import type { NamedSpread } from "../run/job-name.ts";
import type { Disk } from "../store/disk.ts";
import type { BuildInfo } from "./package-files.ts";
import type { Attempt, PrintMeans, PrintOrder } from "./printing.ts";

/**
 * Clock, disk, terminal, environment, workers and printer. The command line makes the one of its process; who calls the same
 * functions elsewhere (a service, a preview, a test) makes another, and its compiles meet no more of the outside than that.
 */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets, from some moment on: for how long something lasts. */
  readonly ticks: () => number;
  /** Writes the time into a lock now and then, from a thread of its own, while this process lives and the lock is its own. */
  readonly touching: (path: string, text: string) => { end(): void };
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Looks now and then until it is ended; keeps no process alive. */
  readonly every: (milliseconds: number, look: () => void) => { end(): void };
  readonly disk: Disk;
  /** What was built of the program, where it is known already; else it is read: its digest is that of all its files. */
  readonly build?: BuildInfo;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Standard output: results only. */
  readonly out: (text: string) => void;
  /** Standard error: everything else. */
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly colour: boolean;
  /** Asks whoever sits at the terminal; a secret is not shown while it is typed. Null where nobody sits there. */
  readonly ask: (question: string, isSecret: boolean) => Promise<string | null>;
  /** The first line of what stands behind a descriptor that is open. Throws what the system throws. */
  readonly descriptor: (number: number) => string;
  /** Standard input, some of it at a time. */
  readonly inputParts: () => AsyncIterable<Uint8Array>;
  /** All of standard input. */
  readonly input: () => Promise<Uint8Array>;
  /** Shows a file, or what this machine serves at an address, to whoever sits there; false where there is no program for it. */
  readonly show: (place: string) => Promise<boolean>;
  /** Runs this program once more, in a process of its own; what it printed on standard error, and its exit code. */
  readonly again: (start: AgainStart) => Promise<{ readonly code: number | null; readonly err: string }>;
  /** The command as typed. */
  readonly command: readonly string[];
  /** Aborted to cancel; the reason is the exit code: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP. */
  readonly signal: AbortSignal;
  readonly machine: Machine;
  readonly workers: Workers;
  /** Draws a figure. */
  readonly draw: Draw;
  readonly printer: Printer;
}

export interface AgainStart {
  /** Path of a Node; null for the one that runs this. */
  readonly node: string | null;
  /** What would be typed behind `foodspec`. */
  readonly words: readonly string[];
  /** The folder it stands in, and the whole of its environment beside PATH and HOME. */
  readonly cwd: string;
  readonly env: { readonly [name: string]: string };
}

/** What a run says of where it ran. */
export interface Machine {
  /** Version, as in `20.19.0`. */
  readonly node: string;
  /** How many processors this process may use. */
  readonly processors: number;
  /** Name, release and processor, as in `linux 6.8.0 x64`. */
  readonly os: string;
  /** Commit, branch and whether files differ from it; null outside a repository or without git. */
  readonly git: (folder: string) => GitState | null;
  /** Folder for what nobody keeps, absolute. */
  readonly temporary: string;
  /** First 8 hexadecimal digits of the SHA-256 of its name. */
  readonly host: string;
  /** Who works at it, and what git calls them in a folder. */
  readonly who: (folder: string) => Who;
  /** Files in a folder that git tracks, below it; null outside a repository or without git. */
  readonly tracked: (folder: string) => readonly string[] | null;
  /** A commit of the repository a folder lies in, as git names it in words; null where there is none, or no git. */
  readonly commit: (folder: string, revision: string) => GitCommit | null;
  /** Where the branch left the default branch of its remote, as a commit's hash; null where git cannot say. */
  readonly branchPoint: (folder: string) => string | null;
}

/** What git holds of one commit. */
export interface GitCommit {
  readonly hash: string;
  /** The repository's own folder, absolute and without links. */
  readonly top: string;
  /** Every plain file, below `top`, with forward slashes; links and submodules are none. */
  readonly paths: readonly string[];
  /** The bytes of one of them, as they are kept: no filter of the repository is run. Throws where git cannot give them. */
  read(path: string): Uint8Array;
}

export interface GitState {
  readonly hash: string;
  readonly branch: string;
  readonly dirty: boolean;
}

/** What a crew of workers needs of the run it works for. */
export interface CrewNeeds {
  /** Most workers at a time; undefined where nobody says. */
  readonly jobs: number | undefined;
  readonly signal: AbortSignal;
  /** Yields to the event loop; throws where the run was cancelled. */
  readonly breathe: () => Promise<void>;
  /** Told of a worker that ended by itself. */
  readonly onLost: (why: string) => void;
}

/** Gathers a crew for one run. */
export type Workers = (needs: CrewNeeds) => Promise<Hands>;

/** A crew as a run meets it. */
export interface Hands {
  /** How many blocks of the run may be under way at a time. */
  readonly atOnce: number;
  /** How its units of work are done. */
  readonly spread: NamedSpread;
  /** Has a run that stands alone done by a thread; left out where this process has none. */
  readonly alone?: Alone;
  /** Has whole units done elsewhere; left out where this process does them. */
  readonly ask?: Ask;
  /** Sends the crew home. */
  end(): Promise<void>;
}

/** Prints one document. What goes wrong comes back as words, never as an exception. */
export type Printer = (order: PrintOrder, means: PrintMeans) => Promise<Attempt>;
