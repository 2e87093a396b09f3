/**
 * Stops a start. `message` is one plain sentence for whoever typed `npm start`: what is wrong and what to do about it. It
 * is printed without a stack, so it never carries a password; the technical reason travels in `cause`.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
