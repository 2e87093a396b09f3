import type { Group } from './group.ts';
import { firstSeen } from './groups/first-seen.ts';
import { flood } from './groups/flood.ts';
import { judging } from './groups/judging.ts';
import { lists } from './groups/lists.ts';
import { memory } from './groups/memory.ts';
import { rotation } from './groups/rotation.ts';
import { soak } from './groups/soak.ts';
import { tokens } from './groups/tokens.ts';

/** Everything that is on record, in the order of the report. A new group is a new file and a line here. */
export const groups: readonly Group[] = [tokens, firstSeen, judging, flood, rotation, lists, memory];

/** What takes so long that it is measured only when asked for by its name. */
export const longGroups: readonly Group[] = [soak];
