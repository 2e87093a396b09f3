/** How much is measured. Two sizes: the one whose figures count, and a short one while something is being built. */
export type Scale = {
  isQuick: boolean;
  /** How often the contenders take turns, and for how many seconds each time. */
  rounds: number;
  seconds: number;
  /** How many processes Llavero, the floor and the limits have each where tokens are measured. */
  processes: number;
  /** Clients in rotation at `/token`, most last. */
  clients: readonly [number, number, number];
  /** Clients that prove themselves by argon2 after a restart. */
  restartClients: number;
  /** Tokens at `/verify`. */
  tokens: number;
  rotations: number;
  /** Clients in the lists of `/graphql`, most last. */
  listed: readonly [number, number, number];
  /** For how long the long run goes on. */
  soakMinutes: number;
};

export const fullScale: Scale = {
  isQuick: false,
  rounds: 5,
  seconds: 4,
  processes: 1,
  clients: [1, 1000, 100_000],
  restartClients: 10_000,
  tokens: 10_000,
  rotations: 200,
  listed: [1000, 10_000, 1_000_000],
  soakMinutes: 24 * 60,
};

export const quickScale: Scale = {
  isQuick: true,
  rounds: 3,
  seconds: 1,
  processes: 1,
  clients: [1, 1000, 10_000],
  restartClients: 200,
  tokens: 1000,
  rotations: 40,
  listed: [1000, 10_000, 50_000],
  soakMinutes: 2,
};
