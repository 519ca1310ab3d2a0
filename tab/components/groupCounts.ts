import type { Group } from '../words/status';

/** How many partners are in each group. */
export type GroupCounts = Readonly<Record<Group, number>>;
