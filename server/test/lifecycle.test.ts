import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';

/** A process that stops by `handler`, a JavaScript expression, and says `stopping` when it begins to. */
async function start(handler: string): Promise<{ child: ChildProcess; output: () => string }> {
  const program = `
    import { onStop } from ${JSON.stringify(new URL('../src/lifecycle.ts', import.meta.url).href)};
    onStop(async () => { console.log('stopping'); await (${handler})(); console.log('stopped'); });
    setInterval(() => {}, 1000);
    process.send?.('up');`;
  const url = `data:text/javascript,${encodeURIComponent(program)}`;
  // Not the file itself: fork takes a script, and this one is a line long.
  const child = fork(url, {
    execArgv: ['--input-type=module', '-e', program],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'message');
  return { child, output: () => output };
}

const aMoment = '() => new Promise((resolve) => setTimeout(resolve, 200))';

describe('stopping', () => {
  test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('begins at %s and ends with 0', async (signal) => {
    const { child, output } = await start(aMoment);
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output()).toBe('stopping\nstopped\n');
  });

  test('begins when the launcher is gone', async () => {
    const { child, output } = await start(aMoment);
    child.disconnect();
    // Node emits no `close` for a child whose channel was ended from here.
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect.poll(output).toBe('stopping\nstopped\n');
  });

  test('happens once, however many signals arrive', async () => {
    const { child, output } = await start(aMoment);
    child.kill('SIGINT');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output()).toBe('stopping\nstopped\n');
  });

  test('that fails ends with 1 and says why', async () => {
    const { child, output } = await start(`() => Promise.reject(new Error('the disk is gone'))`);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(output()).toBe('stopping\nthe disk is gone\n');
  });
});
