/** `npm run bench -- NAME`: the bench of that name; without one, how long a compile takes. */
const named = ["numeric", "read", "report", "exchange", "jobs"].find((name) => name === process.argv[2]);
if (named !== undefined) process.argv.splice(2, 1);
await import(`./${named ?? "bench"}.mjs`);
