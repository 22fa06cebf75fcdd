/** A watcher that is cut off in the middle of what it does on its rounds. */
import test from 'ava';
import {graceMs} from '../../../couch/conflict-watcher/gaps.ts';
import {createUser} from '../../../couch/users.ts';
import {places} from '../../places.ts';
import {altered, Book, receiptMoney} from '../book.ts';
import {removeUser, tillName} from '../test-server.ts';
import {failingLine} from './failing-line.ts';
import {brook, eventually, openShop} from './shop.ts';

const {leafCountMax} = brook;

/** More than there are: the last one is not cut off. */
const writeCountMax = 15;

const {first, step} = places(1, 2);

for (let atWrite = first; atWrite <= writeCountMax; atWrite += step) {
	test.serial(
		`killed before write ${atWrite}, the next watcher ends in the same place, with one report each`,
		async t => {
			const shop = await openShop(t, brook);
			const {couch} = shop.server;
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

			const line = await failingLine(t, {serverUrl: shop.server.url, atWrite, how: 'lost'});
			const cutOff = shop.start(line.url);
			const done = cutOff.watching.then(() => shop.rounds()).then(() => 'done' as const);
			const end = await Promise.race([line.broken.then(() => 'broken' as const), done]);
			await cutOff.stop();
			if (atWrite === writeCountMax) t.is(end, 'done', 'there are more writes than were cut');

			await shop.watch();
			await eventually(
				async () => (await couch.database('tills').get(`notice:${book.till}`))?.['messages'] as readonly unknown[],
				messages => messages?.length === 3,
			);
			t.deepEqual(
				(await shop.reportsOf('gap', book.till)).map(({_id}) => _id),
				[`gap:${book.till}:00000003`],
			);
			t.deepEqual(
				(await shop.reportsOf('fork', book.till)).map(({_id}) => _id),
				[`fork:${book.till}:00000001`],
			);
			t.is((await shop.reportsOf('flood', book.till)).length, 1);
			await eventually(
				() => couch.request({path: `_users/org.couchdb.user:${book.till}`}),
				user => JSON.stringify((user as {roles: unknown}).roles) === '[]',
			);
			t.deepEqual(await shop.liveRevisions(two._id), [two._rev]);
			t.is((await shop.liveRevisions(second._id)).length, 1);
		},
	);
}
