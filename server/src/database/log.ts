/** Where the database folder reports what it does; pino's logger and `console` both fit. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
