import type { Page } from '@playwright/test';

/** How many objects in the memory of a page hold this text, after what nobody needs was thrown away. */
export async function secretsInMemory(page: Page, text: string): Promise<number> {
  const inspector = await page.context().newCDPSession(page);
  try {
    for (let round = 0; round < 3; round++) await inspector.send('HeapProfiler.collectGarbage');
    const chunks: string[] = [];
    inspector.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
    await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    return chunks.join('').split(text).length - 1;
  } finally {
    await inspector.detach();
  }
}
