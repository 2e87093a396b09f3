import type { RouteLocationNormalized, RouterScrollBehavior } from 'vue-router';

const longestWaitMilliseconds = 3000;

/** Back to where one was, to the heading that is asked for, or to the top of a new page. */
export const scrollBehavior: RouterScrollBehavior = async (to, from, saved) => {
  if (saved) {
    await untilPageReaches(saved.top);
    return saved;
  }
  const heading = document.getElementById(to.hash.slice(1));
  if (heading) return { el: heading };
  return isSamePage(to, from) ? false : { top: 0 };
};

/** A dialog with an address of its own opens over its page, which stays where it is. */
function isSamePage(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean {
  const page = to.matched[0];
  return to.path === from.path || (page === from.matched[0] && Boolean(page?.children.length));
}

/** A page that loads its content is short at first: waits until there is as much of it as there was. */
function untilPageReaches(top: number): Promise<void> {
  return new Promise((resolve) => {
    const page = document.documentElement;
    const settle = () => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(settle, longestWaitMilliseconds);
    const observer = new ResizeObserver(() => {
      if (page.scrollHeight - page.clientHeight >= top) settle();
    });
    observer.observe(page);
  });
}
