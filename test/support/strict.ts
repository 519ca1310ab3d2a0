/**
 * Whether this is a strict run (`npm run test:strict`): every local tenant has the smallest tier of resource units,
 * and the connector's limits and quirks, which are off in other runs, are on.
 */
export const isStrict = process.env.TRUSTLANE_STRICT === '1';
