import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';

export interface Notice {
  /** Says a sentence at the foot of the page for a few seconds; a newer one takes its place. */
  show(text: string): void;
}

const key: InjectionKey<Notice> = Symbol('notice');
const visibleMilliseconds = 6000;

/** `useNotice().show(t('...'))` tells, in passing, that something was done or could not be. */
export function useNotice(): Notice {
  const notice = inject(key);
  if (!notice) throw new Error('useNotice needs provideNotice above it');
  return notice;
}

/** Gives `useNotice` to everything below; NoticeBar shows the text that is returned, '' for none. */
export function provideNotice(): ShallowRef<string> {
  const text = shallowRef('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  provide(key, {
    show(sentence) {
      clearTimeout(timer);
      text.value = sentence;
      timer = setTimeout(() => (text.value = ''), visibleMilliseconds);
    },
  });
  return text;
}
