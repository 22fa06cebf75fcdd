/** What the server found that a till should show. */
import test from 'ava';
import {readTillsDocument} from '../../../couch/documents/tills.ts';
import {alteredTo, Book} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop, type Shop} from './shop.ts';

async function notice(shop: Shop, till: string): Promise<readonly string[] | undefined> {
	const stored = await shop.server.couch.database('tills').get(`notice:${till}`);
	const read = stored && readTillsDocument(stored);
	return read?.ok && read.value.type === 'notice' ? read.value.messages.map(({en}) => en) : undefined;
}

test.serial('a till is told what is open about it, and no longer when it is closed', async t => {
	const shop = await openShop(t);
	await Promise.all([shop.watch(), shop.watch()]);
	const [book, other] = [new Book(tillName()), new Book(tillName())];
	const [one, two] = [book.receipt(), book.receipt()];
	await shop.send([one, two, other.receipt()]);
	await shop.settled([one, two]);
	await shop.send([alteredTo('higher', one), alteredTo('lower', two)]);
	await eventually(
		() => notice(shop, book.till),
		messages => messages?.[0] === 'Entries sent again with another content (2).',
	);
	t.is((await notice(shop, book.till))?.length, 1);
	t.is(await notice(shop, other.till), undefined);
	for (const {_id: id} of [one, two]) {
		for (const {_id: report} of await shop.differences(id)) await shop.close(report);
	}
	await eventually(
		() => notice(shop, book.till),
		messages => messages?.length === 0,
	);
	const {_rev: rev} = (await shop.server.couch.database('tills').get(`notice:${book.till}`)) ?? {};
	await shop.rounds();
	t.is((await shop.server.couch.database('tills').get(`notice:${book.till}`))?._rev, rev);
});
