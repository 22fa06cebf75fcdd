/** The watcher cut off, away from its server, and started again. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import test from 'ava';
import {wallClock} from '../../../couch/conflict-watcher/clock.ts';
import {createWatcher} from '../../../couch/conflict-watcher/watcher.ts';
import {places} from '../../places.ts';
import {alteredTo, Book, signingKey} from '../book.ts';
import {testUser, tillName} from '../test-server.ts';
import {failingLine} from './failing-line.ts';
import {eventually, openShop} from './shop.ts';

for (const [share, how] of (['lost', 'halved', 'unanswered'] as const).entries()) {
	test.serial(`cut off at any write that is ${how}, the watcher starts again and ends in the same place`, async t => {
		const shop = await openShop(t);
		const {first, step} = places(share, 3);
		for (let atWrite = first; ; atWrite += step) {
			const book = new Book(tillName());
			const [decided, undecided, next] = [book.receipt(), book.receipt(), book.receipt()];
			const setUp = await shop.watch();
			await shop.send([decided]);
			await eventually(
				() => shop.seen(decided._id),
				rev => rev !== undefined,
			);
			await setUp.stop();
			// One that was seen before its copy came, one whose copy came with it, and the entry that decides.
			const copies = [alteredTo('higher', decided), alteredTo('lower', undecided)];
			await shop.send([undecided, ...copies]);
			await shop.send([next]);
			// In the same batch: another till's receipts with nothing about them, and one that does not add up.
			const honest = new Book(tillName());
			const plain = [honest.receipt(), honest.receipt(), honest.receipt(), honest.receipt()];
			const forged = {...honest.receipt(), dueGrosze: 1};
			await shop.send([...plain, forged]);
			const stranger = new Book(tillName());
			const unsigned = stranger.receipt();
			await shop.enrol(stranger.till, {publicKey: signingKey().publicKey});
			await shop.send([unsigned]);

			const line = await failingLine(t, {serverUrl: shop.server.url, atWrite, how});
			const cutOff = shop.start(line.url);
			const end = await Promise.race([line.broken.then(() => 'broken'), cutOff.watching.then(() => 'watching')]);
			await cutOff.stop();
			// Wherever the line broke: what is retired has been reported, and what is reported has been seen.
			for (const [index, {_id: id}] of [decided, undecided].entries()) {
				const found = await shop.differences(id);
				if ((await shop.liveRevisions(id)).length === 1) t.is(found[0]?.verdict, 'retired', `write ${atWrite}`);
				if (found[0]?.verdict === 'retired') t.is(await shop.seen(id), [decided, undecided][index]?._rev);
			}

			const again = await shop.watch();
			for (const [index, {_id: id, _rev: rev}] of [decided, undecided].entries()) {
				t.is(await shop.read(id), rev, `write ${atWrite}`);
				t.deepEqual(await shop.liveRevisions(id), [rev]);
				const open = (await shop.differences(id)).filter(({state}) => state === 'open');
				t.deepEqual(
					open.map(({_id, verdict}) => [_id, verdict]),
					[[`difference:${id}:${copies[index]?._rev}`, 'retired']],
					`write ${atWrite}`,
				);
			}
			for (const {_id: id, _rev: rev} of [next, ...plain, forged]) t.is(await shop.seen(id), rev, `write ${atWrite}`);
			for (const {_id: id} of [next, ...plain]) t.deepEqual(await shop.reports(id), [], `write ${atWrite}`);
			for (const {_id: id} of [forged, unsigned]) {
				t.deepEqual(
					(await shop.reports(id)).map(({type}) => type),
					['malformed'],
					`write ${atWrite}`,
				);
			}
			t.is((await shop.head(book.till))?.entry, 3);
			t.is((await shop.head(honest.till))?.entry, 5);
			await again.stop();
			if (end === 'watching') {
				t.true(atWrite >= 8, `only ${atWrite} writes were cut`);
				return;
			}
		}
	});
}

test.serial('a server that is away is waited for', async t => {
	const shop = await openShop(t);
	const line = await failingLine(t, {serverUrl: shop.server.url, atWrite: 0, how: 'lost'});
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	const patient = shop.start(line.url);
	await line.broken;
	// The line stays broken: it says so, goes on trying, and can still be stopped.
	await eventually(
		async () => shop.log.filter(text => text.includes('no answer')).length,
		count => count >= 2,
	);
	await patient.stop();
	await shop.watch();
	t.is(await shop.seen(original._id), original._rev);
});

test.serial('the coming months are made on the day they are due', async t => {
	const shop = await openShop(t);
	let today = new Date('2026-11-30T12:00:00+01:00');
	let wake: () => void = () => undefined;
	// A day passes when the test says so.
	const clock = {
		now: () => today,
		wait: (timeMs: number, signal: AbortSignal) =>
			timeMs < 60_000
				? wallClock.wait(timeMs, signal)
				: new Promise<void>(resolve => {
						wake = resolve;
						signal.addEventListener('abort', () => resolve());
					}),
	};
	const {url, prefix, couch} = shop.server;
	const watcher = createWatcher({url, prefix, clock, log: () => undefined});
	t.teardown(() => watcher.stop());
	await watcher.watching;
	t.false(await couch.database('receipts-2027-02').exists());
	today = new Date('2026-12-01T00:30:00+01:00');
	wake();
	await eventually(
		() => couch.database('ledger-2027-02').exists(),
		isThere => isThere,
	);
	const validator = await eventually(
		() =>
			couch
				.database('receipts-2027-02')
				.get('_design/receipts')
				.catch(() => undefined),
		found => found !== undefined,
	);
	t.is(typeof validator?.['validate_doc_update'], 'string');

	const book = new Book(tillName());
	await eventually(
		() => couch.database('receipts-2027-02').security(),
		security => JSON.stringify(security).includes('"till"'),
	);
	await shop.send([book.receipt({month: '2027-02'})], '2027-02');
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 1,
	);
});

test.serial('a watcher of role watcher does all but make months, and says so', async t => {
	const shop = await openShop(t);
	const name = tillName();
	const user = await testUser(t, shop.server, {name, role: 'watcher'});
	const watcher = shop.start(user.url);
	await watcher.watching;
	t.true(shop.log.some(line => line.startsWith('ALARM')));
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	await shop.send([alteredTo('higher', original)]);
	await eventually(
		() => shop.liveRevisions(original._id),
		live => live.length === 1,
	);
	t.is(await shop.read(original._id), original._rev);
});

test.serial('a server that lost entries is read from its beginning, and the head goes back', async t => {
	const shop = await openShop(t);
	const before = await shop.watch();
	const book = new Book(tillName());
	const [one, two] = [book.receipt(), book.receipt()];
	await shop.send([one, two]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 2,
	);
	await before.stop();
	// As after a backup from before the second entry: fewer changes than were counted, and the entry is not there.
	await shop.receipts.bulk([{_id: two._id, _rev: two._rev, _deleted: true}]);
	const ledger = shop.server.couch.database('ledger-2026-11');
	const checkpoint = await ledger.get('_local/conflict-watcher');
	const since = String(checkpoint?.['since']).replace(/^\d+/, '900');
	await ledger.put({...checkpoint, _id: '_local/conflict-watcher', since});
	await shop.watch();
	t.deepEqual(await shop.head(book.till), {entry: 1, digest: one.digest});
});

test.serial('as a program it says when it is watching, and ends at SIGTERM', async t => {
	const shop = await openShop(t);
	const {url, prefix} = shop.server;
	const program = spawn(process.execPath, ['--import=tsx', 'couch/conflict-watcher/main.ts', '--prefix', prefix], {
		env: {...process.env, COUCHDB_URL: url},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	t.teardown(() => program.kill('SIGKILL'));
	const lines = createInterface({input: program.stdout});
	const [line] = await once(lines, 'line');
	t.is(line, 'watching');
	const exited = once(program, 'exit');
	program.kill('SIGTERM');
	t.deepEqual(await exited, [0, null]);
});
