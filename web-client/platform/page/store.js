// The store of one account: an IndexedDB database of its own, shared by all tabs. Keys and values are bytes; keys are
// in byte order. Questions are answered one after another, in the order asked.
'use strict';

const longest_opening_ms = 10000;

kontor.stores = {
  opened: new Map(), // account -> Store

  of(account) {
    let store = kontor.stores.opened.get(account);
    if (!store) {
      store = new KontorStore(account);
      kontor.stores.opened.set(account, store);
    }
    return store;
  },

  start() {
    // Another tab may take over at once; if this tab is killed instead, its leases run out.
    window.addEventListener('pagehide', () => {
      for (const store of kontor.stores.opened.values()) store.release_all();
    });
  },
};

class KontorStore {
  constructor(account) {
    this.name = account ? `kontor/account/${account}` : 'kontor/machine';
    this.database = null;
    this.was_open = false;
    this.lost = null; // why nothing is kept any more, as when a person has the browser forget everything
    this.last = Promise.resolve();
    this.not_begun = 0; // transactions that wait for the ones before them
    this.held = new Map(); // leases: name -> when it runs out
    this.account = account;
    // Without it each tab is alone, and all the same complete.
    this.channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(this.name) : null;
    if (this.channel) this.channel.onmessage = (event) => kontor.call('broadcast', account, event.data);
    // What waits here to be sent should survive a browser that needs space.
    if (account && navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => false);
  }

  async open() {
    if (this.lost) throw this.lost;
    if (this.database) return this.database;
    this.database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      // A browser whose storage is broken may never answer.
      setTimeout(() => reject(new Error('the storage does not answer')), longest_opening_ms);
      request.onupgradeneeded = () => {
        if (this.was_open) {
          this.lost = new Error('what was kept here is gone');
          reject(this.lost);
        }
        for (const each of ['entries', 'counts', 'leases']) request.result.createObjectStore(each);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('another tab holds an older version'));
    });
    this.was_open = true;
    this.database.onclose = () => { this.database = null; };
    this.database.onversionchange = () => this.close();
    return this.database;
  }

  close() {
    if (this.database) this.database.close();
    this.database = null;
  }

  // Runs `steps(transaction)` in a transaction of its own when everything asked before is answered. Resolves to
  // what it returned, once that is on the disk; rejects if nothing of it was stored.
  transaction(names, mode, durability, steps) {
    const begin = (database) => new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability });
      let result;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error || new Error('aborted'));
      result = steps(transaction);
    });
    const before = this.last;
    const in_turn = async () => {
      await before;
      try {
        const database = await this.open();
        return begin(database);
      } finally {
        this.not_begun -= 1;
      }
    };
    // The browser keeps the order of what was begun. A page that is left has time for nothing but to begin.
    const at_once = this.database && this.not_begun === 0;
    if (!at_once) this.not_begun += 1;
    const first = at_once ? begin(this.database) : in_turn();
    const answered = first.then(async (result) => {
      await before;
      return result;
    }, async (error) => {
      await before;
      if (error && error.name === 'QuotaExceededError') throw error;
      // Browsers take a connection away at times, as from a phone that slept; another one may do.
      this.close();
      return begin(await this.open());
    });
    this.last = answered.catch(() => undefined); // whoever asked is told; the next one is asked all the same
    return answered;
  }

  // `batch` is packed: kind ("put", "erase", "append", "wipe"), key, value, and so on.
  write(batch, ticket) {
    const parts = kontor.unpack(batch);
    const numbers = [];
    this.transaction(['entries', 'counts'], 'readwrite', 'strict', (transaction) => {
      const entries = transaction.objectStore('entries');
      const counts = transaction.objectStore('counts');
      numbers.length = 0;
      const step = (at) => {
        if (at >= parts.length) {
          // Said now and not when the last answer is here: by then a page that is left may be gone.
          transaction.commit();
          return;
        }
        const kind = kontor.memory_text.decode(parts[at]);
        const [key, value] = [parts[at + 1], parts[at + 2]];
        if (kind === 'append') {
          counts.get(key).onsuccess = (event) => {
            const number = (event.target.result || 0) + 1;
            counts.put(number, key);
            entries.put(value, numbered_key(key, number));
            numbers.push(number);
            step(at + 3);
          };
          return;
        }
        if (kind === 'put') entries.put(value, key);
        else if (kind === 'erase') entries.delete(key);
        else for (const each of [entries, counts]) each.delete(beginning_with(key));
        step(at + 3);
      };
      step(0);
    }).then(
      () => kontor.call('store_written', ticket, 1, numbers.join(' ')),
      () => kontor.call('store_written', ticket, 0, ''),
    );
  }

  read(prefix, ticket) {
    this.transaction(['entries'], 'readonly', 'default', (transaction) => {
      const entries = transaction.objectStore('entries');
      const range = beginning_with(prefix);
      return [entries.getAllKeys(range), entries.getAll(range)];
    }).then(([keys, values]) => {
      const packed = [];
      keys.result.forEach((key, at) => packed.push(new Uint8Array(key), values.result[at]));
      kontor.call('store_read', ticket, 1, kontor.pack(packed));
    }, () => kontor.call('store_read', ticket, 0, new Uint8Array(0)));
  }

  lease(name, holder, duration_ms, ticket) {
    let held = false;
    let now = 0;
    this.transaction(['leases'], 'readwrite', 'relaxed', (transaction) => {
      const leases = transaction.objectStore('leases');
      leases.get(name).onsuccess = (event) => {
        const lease = event.target.result;
        now = Date.now();
        // A clock that was set back must not make a lease last for ever.
        const runs = lease && now >= lease.taken_ms && now < lease.taken_ms + lease.duration_ms;
        held = !runs || lease.holder === holder;
        if (held) leases.put({ holder, taken_ms: now, duration_ms }, name);
      };
    }).then(() => {
      if (held) this.held.set(name, now + duration_ms);
      else this.held.delete(name);
      kontor.call('store_leased', ticket, held ? 1 : 0);
    }, () => {
      // Where nothing can be kept, nobody would ever lead.
      kontor.call('store_lost', this.account);
      kontor.call('store_leased', ticket, 0);
    });
  }

  release(name, holder) {
    this.held.delete(name);
    this.transaction(['leases'], 'readwrite', 'relaxed', (transaction) => {
      const leases = transaction.objectStore('leases');
      leases.get(name).onsuccess = (event) => {
        if (event.target.result && event.target.result.holder === holder) leases.delete(name);
      };
    }).catch(() => undefined); // It runs out by itself.
  }

  // While the page goes away: no answer would be waited for any more, so each is one step without a question. A lease
  // that has not run out is ours for certain.
  release_all() {
    if (!this.database) return;
    const transaction = this.database.transaction(['leases'], 'readwrite', { durability: 'relaxed' });
    for (const [name, until_ms] of this.held) {
      if (Date.now() < until_ms) transaction.objectStore('leases').delete(name);
    }
    transaction.commit();
  }

  broadcast(message) {
    if (this.channel) this.channel.postMessage(message);
  }
}

function numbered_key(queue, number) {
  const digits = kontor.memory_bytes.encode(`/${String(number).padStart(20, '0')}`);
  const key = new Uint8Array(queue.length + digits.length);
  key.set(queue);
  key.set(digits, queue.length);
  return key;
}

// The range of keys that begin with these bytes.
function beginning_with(prefix) {
  const end = [...prefix];
  while (end.length > 0 && end[end.length - 1] === 0xff) end.pop();
  if (end.length === 0) return prefix.length === 0 ? every_key() : IDBKeyRange.lowerBound(prefix);
  end[end.length - 1] += 1;
  return IDBKeyRange.bound(prefix, new Uint8Array(end), false, true);
}

// Every key there is; delete() does not take "no range".
function every_key() {
  return IDBKeyRange.lowerBound(new Uint8Array(0));
}
