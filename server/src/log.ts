import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** A write for each line would cost a busy process a tenth of its time; none waits longer than so many milliseconds. */
const longestWaitMilliseconds = 100;

/** With a line of usual length more, this still fits into what a pipe takes at once, so that lines of several processes stay whole. */
const gatheredBytes = 3 * 1024;

const warning = pino.levels.values['warn'] ?? 0;

/**
 * Structured lines on standard output. Bodies, headers and answers are never logged, at no level, so no secret and no
 * token can be in them. Lines are gathered for a tenth of a second; a warning or an error takes all before it along at once.
 */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
  const options = { level: logLevel, base: null, timestamp: createClock() };
  if (destination) return pino(options, destination);
  const gathered = pino.destination({
    dest: 1,
    minLength: gatheredBytes,
    periodicFlush: longestWaitMilliseconds,
  });
  process.on('exit', () => gathered.flushSync());
  return pino(
    {
      ...options,
      hooks: {
        logMethod(line, write, level) {
          write.apply(this, line);
          if (level >= warning) gathered.flush();
        },
      },
    },
    gathered,
  );
}

/** The time of a line, as `pino.stdTimeFunctions.isoTime` writes it; all but the milliseconds is worked out once a second. */
function createClock(): () => string {
  let second = Number.NaN;
  let beginning = '';
  return () => {
    const now = Date.now();
    const milliseconds = now % 1000;
    if (now - milliseconds !== second) {
      second = now - milliseconds;
      beginning = `,"time":"${new Date(second).toISOString().slice(0, -4)}`;
    }
    return `${beginning}${String(milliseconds).padStart(3, '0')}Z"`;
  };
}
