import { flushPromises } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { mountInConsole } from '../test-mount.ts';
import CopyButton from './CopyButton.vue';

const mountButton = () =>
  mountInConsole(CopyButton, { props: { value: ' llv_abc \n', label: 'Copiar el secreto' } });

test('copies the value exactly, says so and tells its parent', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const wrapper = mountButton();
  await wrapper.get('button').trigger('click');
  await flushPromises();

  expect(writeText).toHaveBeenCalledWith(' llv_abc \n');
  expect(wrapper.get('[role=status]').text()).toBe('Copiado');
  expect(wrapper.emitted('copied')).toHaveLength(1);
});

test('says what to do when the browser refuses to copy', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
  const wrapper = mountButton();
  await wrapper.get('button').trigger('click');
  await flushPromises();

  expect(wrapper.get('[role=alert]').text()).toContain('cópialo a mano');
  expect(wrapper.emitted('copied')).toBeUndefined();
});

test('is named by what it copies', () => {
  expect(mountButton().get('button').attributes('aria-label')).toBe('Copiar el secreto');
});
