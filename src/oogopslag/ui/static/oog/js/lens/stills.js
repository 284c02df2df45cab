// Pictures that stay (photos, pages of a PDF), looked at by the worker. Each answer goes to the picture it is
// about, and only the file that was chosen last may speak: an earlier one that is still looked at falls silent.
export class Stills {
  #worker;
  #asked = new Map();
  #turn = 0;
  #last = 0;

  constructor(worker) {
    this.#worker = worker;
  }

  /** A new choice begins. @returns whether that choice is still the last one, asked again and again */
  begin() {
    const mine = ++this.#turn;
    return () => mine === this.#turn;
  }

  /** @returns what the worker saw on this picture; state "broken" when it could not look */
  look(bitmap) {
    const id = ++this.#last;
    return new Promise((done) => {
      this.#asked.set(id, done);
      this.#worker.postMessage({ type: "photo", frame: bitmap, id }, [bitmap]);
    });
  }

  answer(data) {
    this.#asked.get(data.id)?.(data);
    this.#asked.delete(data.id);
  }
}
