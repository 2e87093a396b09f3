import type { Viewer } from './useViewer.ts';

export type Role = Viewer['role'];

/** From the one who may do least to the one who may do all. */
export const roles: Role[] = ['VIEWER', 'ADMIN', 'OWNER'];
