/** The box of unsent words in IndexedDB: over a reload, between tabs, for one person in one database. */
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeChannel, FakeLocks } from '@/test/FakeTabs';
import { CommandFailedError, ConnectionLostError } from './commandErrors';
import { Outbox } from './outbox';
import { BrowserStorage, type OutgoingMessage, openOutboxStorage } from './outboxStorage';
import { EveryonesTurn, LockedTurn, openTurn } from './turn';

const ALICE = 1;
const BOB = 2;

interface Sending {
  readonly tab: string;
  readonly clientId: string;
  readonly done: () => void;
  readonly fail: (reason: Error) => void;
}

let locks: FakeLocks;
let sendings: Sending[];

class Tab {
  shown: string[] = [];
  refused: string[] = [];
  readonly outbox: Outbox;

  constructor(readonly name: string) {
    const post = {
      send: ({ clientId }: { clientId: string }) =>
        new Promise<void>((done, fail) => sendings.push({ tab: name, clientId, done, fail })),
      onChange: (messages: readonly OutgoingMessage[]) => {
        this.shown = messages.map(({ clientId }) => clientId);
        this.refused = messages.filter(({ refusal }) => refusal !== null).map(({ clientId }) => clientId);
      },
    };
    this.outbox = new Outbox(post, new BrowserStorage(), new LockedTurn(locks));
  }

  say(clientId: string): void {
    this.outbox.add({ clientId, roomId: 1, text: clientId, replyTo: null, saidAt: 0 });
  }
}

async function openTab(name: string, { online = true, userId = ALICE } = {}): Promise<Tab> {
  const tab = new Tab(name);
  await tab.outbox.restore(userId);
  if (online) tab.outbox.resume();
  await rest();
  return tab;
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 30));
const sent = () => sendings.map(({ tab, clientId }) => `${tab}:${clientId}`);

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  locks = new FakeLocks();
  sendings = [];
});

test('words said offline survive a reload and go out in their order', async () => {
  const before = await openTab('before', { online: false });
  before.say('a');
  before.say('b');
  await rest();
  const after = await openTab('after');
  expect([after.shown, sent()]).toEqual([['a', 'b'], ['after:a']]);
  sendings[0]?.done();
  await rest();
  sendings[1]?.done();
  await rest();
  expect([after.shown, sent()]).toEqual([[], ['after:a', 'after:b']]);
  expect((await openTab('later', { online: false })).shown).toEqual([]);
});

describe('two tabs', () => {
  test('show the same words, and only one of them sends', async () => {
    const first = await openTab('first');
    const second = await openTab('second');
    second.say('a');
    await rest();
    expect([first.shown, second.shown, sent()]).toEqual([['a'], ['a'], ['first:a']]);
    sendings[0]?.done();
    await rest();
    expect([first.shown, second.shown]).toEqual([[], []]);
  });

  test('one that goes hands over, under the same name', async () => {
    const first = await openTab('first');
    const second = await openTab('second');
    first.say('a');
    await rest();
    first.outbox.suspend();
    sendings[0]?.fail(new ConnectionLostError());
    await rest();
    expect([sent(), second.shown]).toEqual([['first:a', 'second:a'], ['a']]);
  });

  test('a refusal is seen in both, and either may take the words back', async () => {
    const first = await openTab('first');
    const second = await openTab('second');
    first.say('a');
    await rest();
    const frame = {
      type: 'command.failed',
      ref: 'r',
      code: 'muted',
      message: '',
      retry_after: null,
    } as const;
    sendings[0]?.fail(new CommandFailedError(frame));
    await rest();
    expect([first.refused, second.refused]).toEqual([['a'], ['a']]);
    second.outbox.remove('a');
    await rest();
    expect([first.shown, second.shown]).toEqual([[], []]);
  });

  test('words said in both at once are all kept', async () => {
    const first = await openTab('first', { online: false });
    const second = await openTab('second', { online: false });
    for (const number of [1, 2, 3]) {
      first.say(`f${number}`);
      second.say(`s${number}`);
    }
    await rest();
    expect([...first.shown].sort()).toEqual(['f1', 'f2', 'f3', 's1', 's2', 's3']);
    expect(second.shown).toEqual(first.shown);
  });
});

describe('the box belongs', () => {
  test('to one person: another neither sees nor sends it, is told, and may let it go', async () => {
    (await openTab('hers', { online: false })).say('a');
    await rest();
    const his = await openTab('his', { userId: BOB });
    expect([his.shown, sent(), await his.outbox.countStray(BOB)]).toEqual([[], [], 1]);
    await his.outbox.dropStray(BOB);
    expect(await his.outbox.countStray(BOB)).toBe(0);
    expect((await openTab('hers again', { online: false })).shown).toEqual([]);
  });

  test('to one database: with another epoch all of it is forgotten', async () => {
    const tab = await openTab('tab', { online: false });
    expect(await tab.outbox.keepEpoch('old')).toBe(false);
    tab.say('a');
    await rest();
    expect(await tab.outbox.keepEpoch('old')).toBe(false);
    expect(await tab.outbox.keepEpoch('new')).toBe(true);
    await tab.outbox.restore(ALICE);
    expect(tab.shown).toEqual([]);
  });
});

describe('where the browser gives nothing', () => {
  test('no IndexedDB: words live as long as the page', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const outbox = new Outbox(
      { send: async () => undefined, onChange: () => undefined },
      openOutboxStorage(),
    );
    await outbox.restore(ALICE);
    outbox.add({ clientId: 'a', roomId: 1, text: 'a', replyTo: null, saidAt: 0 });
    await outbox.restore(ALICE);
    outbox.retry('a');
    expect(await outbox.countStray(BOB)).toBe(1);
  });

  test('no Web Locks: it is always our turn', () => {
    expect(openTurn()).toBeInstanceOf(EveryonesTurn);
  });

  test('a storage that breaks: words are still shown and sent', async () => {
    const broken = { transaction: () => undefined };
    vi.stubGlobal('indexedDB', { open: () => broken });
    const tab = new Tab('tab');
    void tab.outbox.restore(ALICE);
    tab.outbox.resume();
    tab.say('a');
    await rest();
    expect([tab.shown, sent()]).toEqual([['a'], ['tab:a']]);
  });
});
