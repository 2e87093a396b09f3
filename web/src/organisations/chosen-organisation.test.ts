import { beforeEach, expect, test } from 'vitest';
import {
  chooseOrganisation,
  chosenOrganisation,
  organisationHeaders,
  stayIn,
} from './chosen-organisation.ts';

/** A new tab keeps nothing of the others but what they share. */
const openAnotherTab = () => sessionStorage.clear();

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

test('F-11: names no organisation until one was chosen', () => {
  expect(chosenOrganisation()).toBeNull();
  expect(organisationHeaders()).toEqual({});
});

test('F-11: names the one that was chosen, in later tabs too', () => {
  chooseOrganisation('one');
  expect(organisationHeaders()).toEqual({ 'Llavero-Organisation': 'one' });
  openAnotherTab();
  expect(chosenOrganisation()).toBe('one');
});

test('F-11: a tab stays where it is when another goes elsewhere', () => {
  stayIn('one');
  localStorage.setItem('llavero-organisation', 'two');
  expect(chosenOrganisation()).toBe('one');
});
