/** Days that are sent again: what the server lacks or has otherwise, and nothing else. */
import {join} from 'node:path';
import anyTest from 'ava';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {revisionOf} from '../../../till/domain/chain.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {arrived, isBulk, type LinkedTill, month, openShop, openTill, receipts, type Shop, until} from './shop.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

/** The server's receipts are gone; those ids are put there anew. */
async function loseAllBut(shop: Shop, till: LinkedTill, kept: readonly string[]): Promise<void> {
	await shop.ask('DELETE', shop.database(receipts));
	await until('the name is free', async () => (await shop.ask('PUT', `${shop.database(receipts)}?q=1`)).status === 201);
	const docs = [];
	for (const id of kept) {
		const {document} = (await till.replica.book.get(id)) ?? {};
		docs.push({...document, _rev: revisionOf(String(document?.['digest']))});
	}
	await shop.ask('POST', `${shop.database(receipts)}/_bulk_docs`, {new_edits: false, docs});
	shop.wire.requests.length = 0;
}

test("a receipt altered in the till's own file is sent under another revision, with the digest it had", async t => {
	const shop = await openShop(t);
	const dataDir = temporaryFolder(t);
	const till = await openTill(t, shop, {dataDir});
	const [id = ''] = await till.sell();
	await until('it arrived', () => till.link.status().waitingCount === 0);
	const original = await shop.get(receipts, id);
	await till.stop();
	const file = openSqlite(join(dataDir, `receipts-${month}.sqlite`));
	file.run(`UPDATE 'by-sequence' SET json = replace(json, 'Zofia', 'Marek')`);
	await file.close();

	const again = await openTill(t, shop, {dataDir});
	const report = await again.link.resend({from: '2026-11-23', to: '2026-11-23'});
	t.deepEqual(report, {checkedCount: 1, identicalCount: 0, newCount: 0, differentCount: 1, refusedCount: 0});
	const {body} = await shop.ask('GET', `${shop.database(receipts)}/${encodeURIComponent(id)}?conflicts=true`);
	t.is((body as {_conflicts: readonly string[]})._conflicts.length, 1);
	const {body: leaves} = await shop.ask('GET', `${shop.database(receipts)}/${encodeURIComponent(id)}?open_revs=all`);
	const contents = (leaves as {ok: Record<string, unknown>}[]).map(({ok}) => ok);
	t.deepEqual(new Set(contents.map(({digest}) => digest)), new Set([original?.['digest']]));
	t.is(new Set(contents.map(({_rev}) => _rev)).size, 2);
});

test('a day that is sent again brings what the server lost and nothing it has', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await till.sell(2, {businessDay: '2026-11-22'});
	const ids = await till.sell(4);
	await until('all arrived', () => till.link.status().waitingCount === 0);
	const [lost = ''] = ids.slice(2);
	await loseAllBut(
		shop,
		till,
		ids.filter(id => id !== lost),
	);
	const report = await till.link.resend({from: '2026-11-23', to: '2026-11-23'});
	t.deepEqual(report, {checkedCount: 4, identicalCount: 3, newCount: 1, differentCount: 0, refusedCount: 0});
	t.deepEqual(await arrived(shop), ids);
	const sent = shop.wire.requests.filter(isBulk).map(({body}) => (JSON.parse(body) as {docs: unknown[]}).docs.length);
	t.deepEqual(sent, [1]);
});

test('sending a day again says so when the server cannot be reached', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await till.sell();
	await until('it arrived', () => till.link.status().waitingCount === 0);
	shop.wire.away = true;
	await t.throwsAsync(till.link.resend({from: '2026-11-23', to: '2026-11-23'}), {message: /cannot be reached/});
});

test('a long month is sent again page by page, and its report is of all of them', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	const ids = await till.sell(350);
	await until('all arrived', () => till.link.status().waitingCount === 0);
	const lost = new Set([ids[5], ids[150], ids[349]]);
	await loseAllBut(
		shop,
		till,
		ids.filter(id => !lost.has(id)),
	);
	const report = await till.link.resend({from: '2026-11-01', to: '2026-11-30'});
	t.deepEqual(report, {checkedCount: 350, identicalCount: 347, newCount: 3, differentCount: 0, refusedCount: 0});
	t.deepEqual(await arrived(shop), ids);
	const sent = shop.wire.requests
		.filter(isBulk)
		.flatMap(({body}) => (JSON.parse(body) as {docs: {_id: string}[]}).docs);
	t.deepEqual(
		sent.map(({_id}) => _id),
		[...lost],
	);
});
