const storageKey = 'llavero-organisation';

/**
 * For which organisation this tab asks, by `id`: the one chosen here, else the one chosen last in any tab, else null, and
 * the server takes the one that the person has belonged to for longest.
 */
export function chosenOrganisation(): string | null {
  return sessionStorage.getItem(storageKey) ?? localStorage.getItem(storageKey);
}

/** This tab asks for this organisation from now on, and so do tabs that are opened later. Open ones stay where they are. */
export function chooseOrganisation(id: string): void {
  stayIn(id);
  localStorage.setItem(storageKey, id);
}

/** This tab stays in this organisation, wherever others go. */
export function stayIn(id: string): void {
  sessionStorage.setItem(storageKey, id);
}

/** What a request says of it. */
export function organisationHeaders(): Record<string, string> {
  const id = chosenOrganisation();
  return id === null ? {} : { 'Llavero-Organisation': id };
}
