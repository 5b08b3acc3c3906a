/** The stream of changes from the server, opened anew whenever it breaks. */

const NAMES = ["message", "message_removed", "view", "home", "typing_failed", "channels"];
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

/**
 * Listens on behalf of a person until told to stop.
 * @param {string} personId
 * @param {{open: function(): void, lost: function(): void, event: function(string, object): void}} listener
 *   `open` is called on every connection, also after a break: what was missed must then be asked for
 * @returns {function(): void} stops listening
 */
export function listen(personId, listener) {
  let source;
  let pause = FIRST_PAUSE;
  let timer;

  function connect() {
    source = new EventSource(`/workspace/events?person=${encodeURIComponent(personId)}`);
    source.addEventListener("open", () => {
      pause = FIRST_PAUSE;
      listener.open();
    });
    source.addEventListener("error", retry);
    for (const name of NAMES) source.addEventListener(name, (event) => listener.event(name, read(event)));
  }

  // The browser's own retry gives up for good on some answers; ours never does.
  function retry() {
    source.close();
    listener.lost();
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function read(event) {
  try {
    return JSON.parse(event.data);
  } catch {
    return {};
  }
}
