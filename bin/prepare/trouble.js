/** A preparation that failed; `message` says in a plain sentence what to do, `output` is what the program wrote. */
export class Trouble extends Error {
  /**
   * @param {string} message
   * @param {string} [output]
   */
  constructor(message, output = '') {
    super(message);
    this.name = new.target.name;
    this.output = output;
  }
}
