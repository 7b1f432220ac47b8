/** Cancelling: a run is asked to stop between steps, and stops as a run that ended, not as one that vanished. */

/** Thrown by `breathe` when the run was asked to stop. */
export class Cancelled extends Error {
  /** 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP. */
  readonly exitCode: number;
  constructor(exitCode: number) {
    super("cancelled");
    this.name = "Cancelled";
    this.exitCode = exitCode;
  }
}

/** What a signal that was aborted asks for. */
export const cancelledBy = (signal: AbortSignal): Cancelled =>
  new Cancelled(typeof signal.reason === "number" ? signal.reason : 130);

/** Yields to the event loop so that signals are heard, then throws where `signal` was aborted (its reason: the exit code). */
export function breather(signal: AbortSignal): () => Promise<void> {
  return async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw cancelledBy(signal);
  };
}
