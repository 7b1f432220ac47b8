/** Redis problem: why a Redis may not be used as an engine, in words. */

/** Null where it may. It is asked once, at the start, and not waited for. */
export async function problemOfRedis(url: string): Promise<string | null> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 5000,
    socketTimeout: 5000,
  });
  let said: Error | null = null;
  redis.on("error", (error: Error) => {
    said = error;
  });
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info("memory"))?.[1] ?? "unknown";
    return policy === "noeviction" ? null : `its maxmemory-policy is ${policy}: units could vanish; set noeviction`;
  } catch (error) {
    return String((said ?? (error as Error)).message);
  } finally {
    redis.disconnect();
  }
}
