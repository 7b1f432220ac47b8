/** Redis connections: those of one engine, which can all be ended for good, whatever each of them is doing. */
import type { Redis as Connection, RedisOptions } from "ioredis";

export interface RedisConnections {
  /** One that connects at once, and again whenever it is lost, until it is ended. Lazy: only what is made of it does. */
  open(isLazy?: boolean): Connection;
  /** Ends one and all that BullMQ made of it. Resolves when each of them has ended. */
  end(connection: Connection): Promise<void>;
  /** Ends all; none is opened again. */
  endAll(): Promise<void>;
}

/** Milliseconds between two attempts to open a connection that is gone. */
const retryEvery = 500;
/** Milliseconds a socket has to close by itself. */
const mostClosing = 500;
/** Milliseconds without an answer after which a socket is given up: longer than any command of BullMQ waits in Redis (10 s). */
const mostSilent = 15_000;

const options = {
  maxRetriesPerRequest: null,
  retryStrategy: () => retryEvery,
  disconnectTimeout: mostClosing,
  socketTimeout: mostSilent,
} satisfies RedisOptions;

/**
 * BullMQ closes a connection by asking it, and what it asks waits for a Redis that is away: a process whose work was done lived on and
 * tried again every half second. So the connections are the engine's own.
 *
 * @param Redis constructor of ioredis
 * @param url `redis://` or `rediss://`
 * @param onError told what a connection says while it is gone
 */
export function redisConnections(
  Redis: typeof Connection,
  url: string,
  onError: (error: Error) => void,
): RedisConnections {
  /** Each with the one it was made of. */
  const all = new Map<Connection, Connection>();
  const ended = new WeakSet<Connection>();
  let isOver = false;
  class Own extends Redis {
    /** By its name alone one differs from another. */
    override duplicate({ connectionName = "" }: Partial<RedisOptions> = {}): Connection {
      return kept(new Own(url, { ...options, connectionName }), all.get(this) ?? this);
    }
    override connect(callback?: Parameters<Connection["connect"]>[0]): Promise<void> {
      return ended.has(this) ? Promise.reject(new Error("Connection is closed.")) : super.connect(callback);
    }
  }
  function kept(one: Connection, root: Connection): Connection {
    one.on("error", (error) => {
      if (!ended.has(one)) onError(error);
    });
    all.set(one, root);
    if (isOver || ended.has(root)) void endOne(one);
    return one;
  }
  function endOne(one: Connection): Promise<void> {
    all.delete(one);
    const isEnded = new Promise<void>((resolve) => {
      if (one.status === "end") resolve();
      else one.once("end", () => resolve());
    });
    // Between two attempts nothing would say that it has ended, and what was asked of it would wait for ever.
    if (one.status === "reconnecting") void one.connect().catch(() => undefined);
    ended.add(one);
    one.disconnect();
    return isEnded;
  }
  const endThose = async (isMeant: (root: Connection) => boolean): Promise<void> => {
    const meant = [...all].filter(([, root]) => isMeant(root)).map(([one]) => one);
    await Promise.all(meant.map(endOne));
  };
  return {
    open(isLazy = false) {
      const one = new Own(url, { ...options, lazyConnect: isLazy });
      return kept(one, one);
    },
    end: (connection) => endThose((root) => root === connection),
    async endAll() {
      isOver = true;
      await endThose(() => true);
    },
  };
}
