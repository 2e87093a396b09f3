import type { Group } from './group.ts';
import { tokens } from './groups/tokens.ts';

/** Everything that is measured, in the order of the report. A new group is a new file and a line here. */
export const groups: readonly Group[] = [tokens];
