/** A watcher that is cut off in the middle of what it does on its rounds. */
import test from 'ava';
import {leafCountMax} from '../../../couch/conflict-watcher/floods.ts';
import {graceMs} from '../../../couch/conflict-watcher/gaps.ts';
import {createUser} from '../../../couch/users.ts';
import {altered, Book, receiptMoney} from '../book.ts';
import {removeUser, tillName} from '../test-server.ts';
import {failingLine} from './failing-line.ts';
import {eventually, openShop} from './shop.ts';

for (const how of ['lost', 'unanswered'] as const) {
	test.serial(`a gap, a fork, a flood and the notices are there once, whichever write is ${how}`, async t => {
		const shop = await openShop(t);
		const {couch} = shop.server;
		for (let atWrite = 0; ; atWrite += 1) {
			const book = new Book(tillName());
			await createUser({server: couch, name: book.till, role: 'till'});
			t.teardown(() => removeUser(couch, book.till));
			const [one, two, , four] = [book.receipt(), book.receipt(), book.receipt(), book.receipt()];
			const first = await shop.watch();
			await shop.send([one, two, four]);
			await shop.settled([four]);
			await first.stop();
			shop.pass(graceMs);
			const second = new Book(book.till, 'klon').receipt();
			const copies = Array.from({length: leafCountMax + 1}, (_, place) => altered(two, receiptMoney(100 + place)));
			await shop.send([...copies, second]);

			const line = await failingLine(t, {serverUrl: shop.server.url, atWrite, how});
			const cutOff = shop.start(line.url);
			const done = cutOff.watching.then(() => shop.rounds()).then(() => 'done' as const);
			const end = await Promise.race([line.broken.then(() => 'broken' as const), done]);
			await cutOff.stop();
			const again = await shop.watch();
			const messages = await eventually(
				async () => {
					const notice = await couch.database('tills').get(`notice:${book.till}`);
					return ((notice?.['messages'] ?? []) as readonly {readonly en: string}[]).map(({en}) => en);
				},
				said => said.length === 3,
			);
			t.true(
				messages.every(message => message.endsWith('(1).')),
				messages.join(),
			);
			for (const [type, place] of [
				['gap', '00000003'],
				['fork', '00000001'],
				['flood', undefined],
			] as const) {
				const reports = await shop.reportsOf(type, book.till);
				t.is(reports.length, 1, `${type}, write ${atWrite}`);
				if (place !== undefined) t.is(reports[0]?._id, `${type}:${book.till}:${place}`);
			}
			await eventually(
				() => couch.request({path: `_users/org.couchdb.user:${book.till}`}),
				user => JSON.stringify((user as {roles: unknown}).roles) === '[]',
			);
			t.deepEqual(await shop.liveRevisions(two._id), [two._rev], `write ${atWrite}`);
			t.is((await shop.liveRevisions(second._id)).length, 1);
			await again.stop();
			if (end === 'done') {
				t.true(atWrite >= 6, `only ${atWrite} writes were cut`);
				return;
			}
		}
	});
}
