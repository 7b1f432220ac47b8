/** Tags of tests: what `npm test` leaves to `npm run test:slow`, a test by `{ tags: "slow" }`, a file by `@module-tag slow` at its head. */
export const slowTags = [
  {
    name: "slow",
    description: "takes more time than it is likely to find something: `npm run test:slow` alone runs it",
  },
];
