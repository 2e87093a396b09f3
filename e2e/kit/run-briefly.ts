import { spawn } from 'node:child_process';

/**
 * Runs a program that may fail, such as a download; true when it ended well. One that has said nothing for
 * `silenceSeconds` is ended.
 */
export function runBriefly(
  command: string,
  args: string[],
  { silenceSeconds, env }: { silenceSeconds: number; env: Record<string, string> },
): Promise<boolean> {
  return new Promise((resolve) => {
    // In a process group of its own, so that what it started ends with it.
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const end = () => void (child.pid && process.kill(-child.pid, 'SIGKILL'));
    let silence = setTimeout(end, silenceSeconds * 1000);
    const isHeard = () => {
      clearTimeout(silence);
      silence = setTimeout(end, silenceSeconds * 1000);
    };
    child.stdout.on('data', isHeard);
    child.stderr.on('data', isHeard);
    child.on('error', () => settle(false));
    child.on('close', (code) => settle(code === 0));

    function settle(isGood: boolean): void {
      clearTimeout(silence);
      resolve(isGood);
    }
  });
}
