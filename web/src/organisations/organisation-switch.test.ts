import { expect, test } from 'vitest';
import { mountInConsole } from '../test-mount.ts';
import OrganisationSwitch from './OrganisationSwitch.vue';

const first = { id: 'one', name: 'Llavero' };
const second = { id: 'two', name: 'Segunda' };

// happy-dom has no popovers yet.
HTMLElement.prototype.hidePopover ??= () => undefined;

test('F-11: who belongs to one organisation reads its name, and is offered nothing', () => {
  const bar = mountInConsole(OrganisationSwitch, { props: { current: first, organisations: [first] } });
  expect(bar.text()).toBe('Estás en la organización: Llavero');
  expect(bar.findAll('button')).toHaveLength(0);
});

test('F-11: who belongs to several finds them all in a menu, and the one they are in is marked', () => {
  const bar = mountInConsole(OrganisationSwitch, {
    props: { current: second, organisations: [first, second] },
  });
  const [button, ...choices] = bar.findAll('button');
  expect(button?.text()).toBe('Estás en la organización: Segunda');
  expect(bar.find(`#${button?.attributes('popovertarget')}`).exists()).toBe(true);
  expect(choices.map((choice) => [choice.text(), choice.attributes('aria-current')])).toEqual([
    ['Llavero', undefined],
    ['Segunda', 'true'],
  ]);
});

test('F-11: another one is switched to, and the one they are in is not', async () => {
  const bar = mountInConsole(OrganisationSwitch, {
    props: { current: second, organisations: [first, second] },
  });
  for (const choice of bar.findAll('li button').toReversed()) await choice.trigger('click');
  expect(bar.emitted('switchTo')).toEqual([[first]]);
});
